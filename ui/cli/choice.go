package cli

import (
	"errors"
	"slices"
	"strings"
)

// choice is a flag that holds one of a few ids; "" where it was not given.
type choice struct {
	of []string
	id string
}

func (c *choice) Set(raw string) error {
	if !slices.Contains(c.of, raw) {
		return errors.New("none of the choices: give one of " + strings.Join(c.of, ", "))
	}
	c.id = raw
	return nil
}

func (c *choice) Type() string   { return strings.Join(c.of, "|") }
func (c *choice) String() string { return c.id }

// idsOf are the ids of a list, as flags take them.
func idsOf[T any, ID ~string](list []T, id func(T) ID) []string {
	var ids []string
	for _, one := range list {
		ids = append(ids, string(id(one)))
	}
	return ids
}
