package policy

import (
	"encoding/json"
	"testing"
)

func TestTheVerdictAsJSONHasTheContractedFields(t *testing.T) {
	r := Route{From: from(t, "a@nhs.net"), To: to(t, "B@nhs.net", "x@gmail.com"), On: today, SecureTag: true, Accredited: evidence}
	r.To[1].Urgent = true
	check(t, Assess(r), `{"status":"check","headline":"gmail.com: the reader must sign in","from":"a@nhs.net","recipients":[`+
		`{"address":"B@nhs.net","status":"secure","rule":"S1","condition":null,"headline":"nhs.net to nhs.net",`+
		`"reasons":[{"text":"Both ends are @nhs.net.","source":"loc-nhs-mail"}],"remedies":[]},`+
		`{"address":"x@gmail.com","status":"check","rule":"N4","condition":"N4","headline":"gmail.com: the reader must sign in",`+
		`"reasons":[{"text":"[secure] makes NHSmail encrypt the message: the reader must sign in to read it.","source":"nhsd-secure-email"},`+
		`{"text":"An urgent service must sign in before it can read this: phone too (the program's own inference).","source":null},`+
		`{"text":"The LOC page's rule is not met: gmail.com is not nhs.net.","source":"loc-nhs-mail"},`+
		`{"text":"Nothing shows gmail.com on the DCB1596 list, so patient data to it must be encrypted.","source":"nhse-nhs-mail"}],`+
		`"remedies":[{"text":"Tell the reader that they must sign in to read the message.","contact":null},`+
		`{"text":"Phone the service as well: an encrypted message waits for a sign-in (the program's own inference).","contact":null},`+
		`{"text":"Ask for an nhs.net address, or look in the People tab of your NHSmail inbox.","contact":null}]}]}`)
}

func TestWhatIsUnknownIsNullInJSONAndAListNeverIs(t *testing.T) {
	check(t, Verdict{}, `{"status":null,"headline":null,"from":null,"recipients":[]}`)
	check(t, Assess(Route{To: to(t, "b@nhs.net")}), `{"status":null,"headline":"no sender is set","from":null,"recipients":[`+
		`{"address":"b@nhs.net","status":null,"rule":null,"condition":null,"headline":"no sender is set","reasons":[],"remedies":[]}]}`)
}

func check(t *testing.T, v Verdict, want string) {
	t.Helper()
	got, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
