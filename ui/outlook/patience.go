package outlook

import (
	"context"
	"time"
)

// patience is how long to go on trying what another program may be holding up for a moment: one try, then one after each pause.
type patience struct {
	pauses []time.Duration
	sleep  func(context.Context, time.Duration) error
}

// aboutASecond tries eight times over one second, at first quickly.
func aboutASecond() patience {
	var pauses []time.Duration
	for _, ms := range []time.Duration{10, 20, 40, 80, 160, 320, 370} {
		pauses = append(pauses, ms*time.Millisecond)
	}
	return patience{pauses, sleep}
}

// try calls do until it answers without "again" or patience is at its end, and gives the last error.
func (p patience) try(ctx context.Context, do func() (again bool, err error)) error {
	again, err := do()
	for _, pause := range p.pauses {
		if !again {
			break
		}
		if p.sleep(ctx, pause) != nil {
			return err
		}
		again, err = do()
	}
	return err
}

// sleep lets d pass, or less where ctx ends: then with its error.
func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
