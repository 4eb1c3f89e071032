package directory

import (
	"math/bits"
	"sync"
)

// set is a set of the entries of a list, a bit for each. A nil one is empty.
type set []uint64

func newSet(entries int) set { return make(set, blocksOf(entries)) }

// blocksOf is how many blocks of 64 so many entries have.
func blocksOf(entries int) int { return (entries + 63) / 64 }

// allOf is the set of all entries.
func allOf(entries int) set {
	s := newSet(entries)
	for i := range s {
		s[i] = ^uint64(0)
	}
	if over := entries % 64; over > 0 {
		s[len(s)-1] = 1<<over - 1
	}
	return s
}

func (s set) has(i int) bool { return s != nil && s[i/64]>>(i%64)&1 != 0 }

func (s set) add(i int) { s[i/64] |= 1 << (i % 64) }

func (s set) clone() set { return append(set(nil), s...) }

// or adds the entries of t.
func (s set) or(t set) {
	if t != nil {
		t = t[:len(s)]
	}
	for i := range t {
		s[i] |= t[i]
	}
}

// and leaves those that t has too.
func (s set) and(t set) {
	if t == nil {
		clear(s)
		return
	}
	t = t[:len(s)]
	for i := range s {
		s[i] &= t[i]
	}
}

// without takes away the entries of t.
func (s set) without(t set) {
	for i := range min(len(s), len(t)) {
		s[i] &^= t[i]
	}
}

func (s set) isEmpty() bool {
	for _, block := range s {
		if block != 0 {
			return false
		}
	}
	return true
}

func (s set) count() int {
	n := 0
	for _, block := range s {
		n += bits.OnesCount64(block)
	}
	return n
}

// each gives the entries in ascending order, as a range-over-func iterator.
func (s set) each(yield func(int) bool) { s.within(0, len(s))(yield) }

// within gives those in the blocks of 64 from the first to before the last.
func (s set) within(first, last int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for i := first; i < min(last, len(s)); i++ {
			for block := s[i]; block != 0; block &= block - 1 {
				if !yield(i*64 + bits.TrailingZeros64(block)) {
					return
				}
			}
		}
	}
}

// keep takes away the entries of which is is not true.
func (s set) keep(is func(i int) bool) {
	for i := range s.each {
		if !is(i) {
			s[i/64] &^= 1 << (i % 64)
		}
	}
}

// union joins two sets and may change either.
func union(a, b set) set {
	if a == nil {
		return b
	}
	a.or(b)
	return a
}

// halves walks from 0 to n on two cores, where it is far enough to pay.
func halves(n, worthwhile int, walk func(half, from, to int)) {
	if n < worthwhile {
		walk(0, 0, n)
		return
	}
	together(func() { walk(0, 0, n/2) }, func() { walk(1, n/2, n) })
}

// together does two things on two cores. A panic in either is one of the goroutine that asked: whoever guards that, guards both.
func together(one, other func()) {
	var broken any
	func() {
		var wait sync.WaitGroup
		defer wait.Wait() // also where one panics
		wait.Go(func() {
			defer func() { broken = recover() }()
			other()
		})
		one()
	}()
	if broken != nil {
		panic(broken)
	}
}
