package policy

import "encoding/json"

type (
	wireAdvice struct {
		Steps   []wireStep     `json:"steps"`
		Missing []string       `json:"missing"`
		Open    []wireQuestion `json:"questions"`
	}
	wireStep struct {
		Text     *string      `json:"text"`
		Source   *SourceID    `json:"source"`
		Contact  *string      `json:"contact"`
		Missing  *string      `json:"missing"`
		Conflict []wireReason `json:"conflict"`
	}
	wireQuestion struct {
		ID      QuestionID   `json:"id"`
		Words   string       `json:"words"`
		Choices []wireChoice `json:"choices"`
	}
	wireChoice struct {
		ID    ChoiceID `json:"id"`
		Words string   `json:"words"`
	}
)

// MarshalJSON writes the advice for other programs; under "questions" stand the ones that are still open.
func (a Advice) MarshalJSON() ([]byte, error) {
	return json.Marshal(wireAdvice{
		Steps:   each(a.Steps, wireStepOf),
		Missing: append([]string{}, a.Missing...),
		Open:    each(a.Open, wireQuestionOf),
	})
}

func wireStepOf(s Step) wireStep {
	return wireStep{
		Text:     orNull(s.Text),
		Source:   orNull(s.Source),
		Contact:  orNull(s.Contact),
		Missing:  orNull(s.Missing),
		Conflict: each(s.Conflict, wireReasonOf),
	}
}

func wireReasonOf(r Reason) wireReason { return wireReason{orNull(r.Text), orNull(r.Source)} }

func wireQuestionOf(q Question) wireQuestion {
	return wireQuestion{q.ID, q.Words, each(q.Choices, func(c Choice) wireChoice { return wireChoice(c) })}
}
