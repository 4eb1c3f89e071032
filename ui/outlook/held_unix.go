//go:build !windows

package outlook

// heldByAnother is never so where a file can be moved and removed while others have it open.
func heldByAnother(error) bool { return false }
