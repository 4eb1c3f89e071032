package evidence

// refusal is why a list was not taken, and what to do next. It is read after the file's name.
type refusal struct{ cause, next string }

func (r refusal) Error() string { return r.cause + ": " + r.next }
