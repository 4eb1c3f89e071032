package ui

import (
	"fmt"
	"reflect"
	"strings"
	"unsafe"
)

// reach walks everything that can be reached from v, unexported fields and spare capacity included, and says where it found a
// string (or runes) that holds needle.
func reach(v any, needle string) string {
	w := walker{needle: needle, seen: map[visit]bool{}}
	c := reflect.New(reflect.TypeOf(v)).Elem()
	c.Set(reflect.ValueOf(v))
	w.walk(c, "model")
	return w.found
}

type visit struct {
	at unsafe.Pointer
	t  reflect.Type
}

type walker struct {
	needle, found string
	seen          map[visit]bool
}

func (w *walker) walk(v reflect.Value, path string) {
	if w.found != "" || !v.IsValid() {
		return
	}
	switch v.Kind() {
	case reflect.String:
		if strings.Contains(v.String(), w.needle) {
			w.found = path
		}
	case reflect.Pointer:
		if !v.IsNil() && w.once(v.UnsafePointer(), v.Type()) {
			w.walk(v.Elem(), path)
		}
	case reflect.Interface:
		if !v.IsNil() {
			w.walk(v.Elem(), path)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			w.walk(v.Field(i), path+"."+v.Type().Field(i).Name)
		}
	case reflect.Map:
		for it := v.MapRange(); it.Next(); {
			w.walk(it.Key(), path+"{key}")
			w.walk(it.Value(), fmt.Sprintf("%s{%v}", path, it.Key()))
		}
	case reflect.Slice:
		w.slice(v, path)
	case reflect.Array:
		for i := range v.Len() {
			w.walk(v.Index(i), path+"[]")
		}
	}
}

// slice looks past the length too: what was deleted from an input may still stand in its spare capacity.
func (w *walker) slice(v reflect.Value, path string) {
	if v.IsNil() || v.Cap() == 0 || !w.once(v.UnsafePointer(), v.Type()) {
		return
	}
	whole := v.Slice(0, v.Cap())
	switch v.Type().Elem().Kind() {
	case reflect.Int32:
		runes := make([]rune, whole.Len())
		for i := range runes {
			runes[i] = rune(whole.Index(i).Int())
		}
		if strings.Contains(string(runes), w.needle) {
			w.found = path
		}
	case reflect.Uint8:
		if strings.Contains(string(whole.Bytes()), w.needle) {
			w.found = path
		}
	default:
		for i := range whole.Len() {
			w.walk(whole.Index(i), path+"[]")
		}
	}
}

func (w *walker) once(p unsafe.Pointer, t reflect.Type) bool {
	at := visit{p, t}
	if w.seen[at] {
		return false
	}
	w.seen[at] = true
	return true
}
