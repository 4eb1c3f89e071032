package ui

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/directory"
	"referraldesk/directory/practice"
	"referraldesk/policy/text"
	"referraldesk/ui/daybook"
)

// screen is where the user is in the flow: desk → form → review → hand-off → desk.
type screen uint8

const (
	onDesk screen = iota
	onForm
	onReview
	onHandoff
)

// overlay is what stands over the screen and has the keys until it is left.
type overlay uint8

const (
	noOverlay overlay = iota
	senderOverlay
	dialogOverlay
	helpOverlay
	accountsOverlay
	adviceOverlay
	duesOverlay
	gpOverlay
)

// Model is the desk as it stands. It is a value: Update makes the next one.
type Model struct {
	with Desk
	keys keyMap
	look styles

	width, height int
	screen        screen
	overlay       overlay

	list    listPane
	route   routePane
	onRoute bool // the arrows scroll the route, not the list
	form    formPane
	review  reviewPane
	handoff handoffPane
	senders senderPane
	dialog  dialog
	help    helpPane

	names     names
	practices listPane // over the names of the lists
	accounts  picker
	advice    advicePane
	dues      picker
	log       daybook.Log // as it was read last
	logFault  string      // why it could not be read

	sender    practice.Account // who sends; its address is zero while nobody is set
	tag       bool             // [secure] is wanted on the subject
	clip      clip
	handoffs  int // how many were opened, so that a late message finds its own
	notice    notice
	lately    []string // the faults of the last notice that had any: help shows them whole
	apart     string   // what keeps the group's daybook from being as this one is, as it was said last
	askedQuit bool     // ctrl+c was pressed just before
	burst     burst    // keys that came one close upon another, and are not all acted on yet
}

// New is the desk before its first frame.
func New(d Desk) Model {
	look := newStyles(d.Renderer, d.Theme)
	keys := newKeys()
	m := Model{
		with: d, keys: keys, look: look,
		list:  newList(directory.NewIndex(d.Directory), nothingOnDesk, keys, look),
		route: routePane{keys: keys, look: look},
	}
	m.sender = d.Practice.UsualAccount()
	for _, err := range d.Faults {
		m.notice = m.notice.fault(err)
	}
	if d.FirstStart {
		m.senders, _ = newSenderPane(nil, true, d.PracticePath, keys, look)
		m.senders.input.Focus()
		m.overlay = senderOverlay
	}
	return m
}

// Init reads the daybook and the lists, after the first frame. While nobody does anything, nothing runs.
func (m Model) Init() tea.Cmd { return tea.Batch(m.with.catchUp(), m.with.readLists()) }

// Update routes a message to whom it is for.
func (m Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
	case tea.KeyMsg:
		if m, cmd = m.arrive(msg); len(m.burst.held()) > 0 {
			return m, cmd // nothing has changed yet
		}
	case quietMsg:
		m, cmd = m.afterQuiet(msg)
	case copiedMsg:
		m, cmd = m.afterCopy(msg)
	case countdownMsg:
		m, cmd = m.afterSecond(msg)
	case clearedMsg:
		m, cmd = m.afterClear(msg)
	case savedMsg:
		m = m.afterSave(msg)
	case draftMsg:
		m, cmd = m.afterDraft(msg)
	case mailMsg:
		if msg.err != nil {
			m.notice = m.notice.fault(msg.err)
		}
	case draftsOverMsg:
		cmd = m.with.sweepDrafts
	case sweptMsg:
		m = m.afterSweep(msg)
	case recordedMsg:
		m = m.afterRecord(msg)
		cmd = m.with.catchUp()
	case notedMsg:
		if msg.err != nil {
			m.notice = m.notice.fault(fmt.Errorf("not noted in the daybook: %w", msg.err))
		}
		cmd = m.with.catchUp()
	case logMsg:
		m = m.afterLog(msg)
	case pushedMsg:
		m, cmd = m.afterPush(msg)
	case namesMsg:
		m, cmd = m.afterNames(msg)
	case listsMsg:
		m = m.afterLists(msg)
	default:
		m, cmd = m.pass(msg)
	}
	return m.layout(), cmd
}

// atTheDoor cleans what was typed or pasted. Characters that arrive together are marked as pasted, so that "end", typed fast or
// pasted, is three letters and not the End key.
func atTheDoor(k tea.KeyMsg) tea.KeyMsg {
	if k.Type != tea.KeyRunes {
		return k
	}
	k.Runes = []rune(text.Block(string(k.Runes)).String())
	if len(k.Runes) > 1 {
		k.Paste, k.Alt = true, false
	}
	return k
}

// maxPaste is the longest text that is taken at once, in characters: several times any history, and short enough that every key
// stays quick.
const maxPaste = 20_000

// maxLines is how many lines a text may have: where it has more, the text area leaves them out and says nothing.
const maxLines = 10_000

func (m Model) tooManyLines(k tea.KeyMsg) bool {
	f, ok := m.fieldInFocus()
	breaks := 0
	for _, r := range k.Runes {
		if r == '\n' {
			breaks++
		}
	}
	return ok && breaks > 0 && f.isArea() && f.area.LineCount()+breaks > maxLines
}

func (m Model) refusePaste() Model {
	m.notice = notice{}.fault(fmt.Errorf("not pasted: it has more than the %d characters that go at once. Paste the part that the clinic needs, or attach it", maxPaste))
	return m
}

// press routes a key: first the keys that work everywhere, then whatever stands in front.
func (m Model) press(k tea.KeyMsg) (Model, tea.Cmd) {
	if m.tooSmall() && !key.Matches(k, m.keys.Quit, m.keys.CopyHint) {
		return m, nil // nobody sees what a key would do
	}
	if len(m.notice.faults) > 0 {
		m.lately = m.notice.faults
	}
	m.notice = notice{}
	asked := m.askedQuit
	m.askedQuit = false
	switch {
	case len(k.Runes) > maxPaste:
		return m.refusePaste(), nil
	case m.tooManyLines(k):
		m.notice = m.notice.fault(fmt.Errorf("not pasted: a text has room for %d lines here. Paste the part that the clinic needs, or attach it", maxLines))
		return m, nil
	case key.Matches(k, m.keys.CopyHint):
		return m.copyHint(asked)
	case key.Matches(k, m.keys.PasteHint):
		m.notice = m.notice.say("to paste: ctrl+shift+v, shift+insert or the right mouse button")
		return m, nil
	case key.Matches(k, m.keys.Quit):
		return m.quit()
	case m.overlay == senderOverlay, m.overlay == dialogOverlay:
		return m.pressOverlay(k)
	case key.Matches(k, m.keys.Help) && m.overlay != helpOverlay:
		return m.openHelp(), nil
	case key.Matches(k, m.keys.Sender):
		return m.chooseSender()
	case key.Matches(k, m.keys.Accounts):
		m.apart = "" // what is listed rests on the group's word: where there is none, that is said again
		return m.openAccounts()
	case key.Matches(k, m.keys.Advice):
		return m.openAdvice()
	case key.Matches(k, m.keys.Dues):
		m.apart = ""
		return m.openDues()
	case m.overlay != noOverlay:
		return m.pressOverlay(k)
	case key.Matches(k, m.keys.Tag):
		return m.toggleTag()
	case key.Matches(k, m.keys.Next):
		return m.nextReferral()
	case key.Matches(k, m.keys.ClearNow) && !m.clip.busy:
		return m.clearNow()
	}
	switch m.screen {
	case onForm:
		return m.pressForm(k)
	case onReview:
		return m.pressReview(k)
	case onHandoff:
		return m.pressHandoff(k)
	}
	return m.pressDesk(k)
}

func (m Model) pressOverlay(k tea.KeyMsg) (Model, tea.Cmd) {
	switch m.overlay {
	case senderOverlay:
		return m.pressSender(k)
	case dialogOverlay:
		return m.pressDialog(k)
	case accountsOverlay, adviceOverlay, duesOverlay:
		return m.pressList(k)
	case gpOverlay:
		return m.pressGP(k)
	}
	return m.pressHelp(k)
}

// pass gives what is no key, such as the blink of a cursor, to whatever has the focus.
func (m Model) pass(msg tea.Msg) (Model, tea.Cmd) {
	var cmd tea.Cmd
	switch {
	case m.overlay == senderOverlay:
		m.senders, cmd = m.senders.update(msg)
	case m.overlay == gpOverlay:
		m.practices.input, cmd = m.practices.input.Update(msg)
	case m.overlay != noOverlay:
	case m.screen == onForm:
		m.form.set, cmd = m.form.set.update(msg)
	case m.screen == onReview:
		m.review.set, cmd = m.review.set.update(msg)
	case m.screen == onDesk:
		m.list.input, cmd = m.list.input.Update(msg)
	}
	return m, cmd
}

// copyHint is what ctrl+c does here: on Windows people press it to copy.
func (m Model) copyHint(asked bool) (Model, tea.Cmd) {
	if asked {
		return m.quit()
	}
	m.askedQuit = true
	m.notice = m.notice.say("ctrl+c does not copy here: ctrl+y does. Press ctrl+c once more to quit")
	return m, nil
}

// quit asks first where a referral would be lost.
func (m Model) quit() (Model, tea.Cmd) {
	leave := func(m Model) (Model, tea.Cmd) {
		return m, tea.Sequence(m.with.clearClipboard, tea.Quit)
	}
	switch {
	case m.handoff.noted:
		return m.askWhetherSent(func(m Model) (Model, tea.Cmd) { return leave(m.cleared()) })
	case !m.form.touched():
		return leave(m)
	}
	return m.ask(dialog{
		title: "A referral is not finished",
		rows:  said("It is kept nowhere else: if you quit now, what was typed is gone."),
		buttons: []button{
			{"Keep writing", stay},
			{"Discard referral and quit", func(m Model) (Model, tea.Cmd) { return leave(m.cleared()) }},
		},
	})
}

// cleared is the desk without anything of the last referral: a sender who was typed for it goes too.
func (m Model) cleared() Model {
	m.form, m.review, m.handoff = formPane{}, reviewPane{}, handoffPane{}
	m.handoffs++
	m.tag = false
	if !slices.Contains(m.with.Practice.Accounts, m.sender) {
		m.sender = m.with.Practice.UsualAccount()
	}
	m.screen = onDesk
	m.dialog = dialog{}
	return m
}

// View is the whole window.
func (m Model) View() string {
	if m.with.ASCII {
		return inASCII(m.frame())
	}
	return m.frame()
}

func (m Model) frame() string {
	if m.width == 0 {
		return ""
	}
	if m.tooSmall() {
		return tooSmall(m.width, m.height)
	}
	if m.burst.long() {
		return " a paste is coming in"
	}
	rows := m.header()
	rows = append(rows, tall(strings.Split(m.body(), "\n"), m.bodyHeight())...)
	rows = append(rows, m.footer()...)
	return strings.Join(rows, "\n")
}

// body is what stands between header and footer.
func (m Model) body() string {
	switch m.overlay {
	case senderOverlay:
		return m.senders.view()
	case dialogOverlay:
		return m.dialog.view()
	case helpOverlay:
		return m.help.view()
	case accountsOverlay:
		return m.accounts.view()
	case adviceOverlay:
		return m.advice.view()
	case duesOverlay:
		return m.dues.view()
	case gpOverlay:
		return m.gpView()
	}
	switch m.screen {
	case onForm:
		return m.form.view(m.statusLine(), m.composed())
	case onReview:
		return m.review.view()
	case onHandoff:
		return m.handoff.view()
	}
	return m.deskView()
}
