package handlers

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/alike"
	"fichebak/store/fiche"
	"fichebak/store/phone"
	"fichebak/store/search"
	"fichebak/store/vat"
	"fichebak/views"
)

// maxAlike is how many fiches stand beside the form of a new one.
const maxAlike = 5

// alikeFiches answers the fiches that look like what is typed in the form of a new one,
// as a part of that form; without scripts nobody asks.
func (a *App) alikeFiches(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	v, err := a.alikeList(c.UserContext(), f, kindOf(c), readAlike(c))
	if err != nil {
		return err
	}
	return a.part(c, *v)
}

// alikeList is who looks like what a form holds, with the answers that were given.
func (a *App) alikeList(ctx context.Context, f *views.Frame, k fiche.Kind, form ficheForm) (*views.AlikeList, error) {
	v := &views.AlikeList{Frame: f, URL: "/" + k.Plural() + "/alike", Form: "fiche-new-form"}
	if form.values["name"]+form.values["phone"]+form.values["mobile"]+form.values["email"]+form.values["vat"]+form.values["website"] == "" {
		a.warmAlike()
		return v, nil
	}
	found, err := a.store.Alike(ctx, form.values, maxAlike)
	if err != nil {
		return nil, err
	}
	var typed fiche.Fiche
	typed.Apply(fiche.Tidy(form.values), nil)
	for i := range found {
		x := &found[i]
		v.Lines = append(v.Lines, views.AlikeLine{
			ID: x.Fiche.ID, Look: look(f, &x.Fiche, &typed, x.Like), Level: x.Like.Level().String(), Why: whyWords(f, x.Like),
			About: about(f, x), Answer: form.verdicts[x.Fiche.ID], First: i == 0,
		})
	}
	return v, nil
}

// warmAlike has what is known of all fiches ready by the time somebody has typed a name.
func (a *App) warmAlike() {
	go func() {
		defer a.recovered("alike")
		a.store.WarmAlike(a.ctx)
	}()
}

// about is since when a fiche is there, and what comes next.
func about(f *views.Frame, x *store.Alike) string {
	text := f.T("alike.since", f.T("kind."+x.Fiche.Kind.String()+".low"), strconv.Itoa(time.Unix(x.Fiche.CreatedAt, 0).In(f.Now.Location()).Year()))
	for i := range x.Moments {
		if m := &x.Moments[i]; m.Open() {
			return text + ", " + f.T("moment."+m.Kind.String()+".low") + " " + f.When(m.Day, m.Hour)
		}
	}
	return text
}

// whyWords are the reasons why two fiches look alike, in a sentence.
func whyWords(f *views.Frame, l alike.Likeness) string {
	words := make([]string, 0, len(l.Reasons))
	for _, r := range l.Reasons {
		words = append(words, f.T("alike.why."+string(r)))
	}
	return capital(strings.Join(words, ", "))
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// look is a fiche beside another one, with what is equal in both marked.
func look(f *views.Frame, x, other *fiche.Fiche, l alike.Likeness) views.Look {
	v := views.Look{Kind: x.Kind.String(), Number: strconv.Itoa(x.Number), URL: ficheURL(fiche.RefTo(x)), Name: views.Plain(x.Name)}
	switch {
	case l.Has(alike.Name):
		v.Name = []views.Part{{Text: x.Name, Hit: true}}
	case l.Has(alike.NameOrder), l.Has(alike.NameNear), l.Has(alike.NamePart):
		v.Name = parts(x.Name, sharedWords(other.Name))
	}
	add := func(parts ...views.Part) {
		if parts = slices.DeleteFunc(parts, func(p views.Part) bool { return p.Text == "" }); len(parts) > 0 {
			v.Lines = append(v.Lines, parts)
		}
	}
	ad := x.Address(0)
	street := strings.TrimSpace(ad.Street + " " + ad.House)
	if street != "" && x.Town() != "" {
		street += ", "
	}
	add(views.Part{Text: street}, views.Part{Text: x.Town(), Hit: l.Has(alike.Town) && sameText(x.Town(), other.Town())})
	numbers, emails := alike.Reach(x)
	theirs, theirMail := alike.Reach(other)
	for _, p := range reached(numbers, theirs, 2, phone.Key) {
		add(p)
	}
	add(views.Part{Text: vat.Format(x.VAT), Hit: l.Has(alike.VAT)})
	for _, p := range reached(emails, theirMail, 1, search.Fold) {
		add(p)
	}
	add(views.Part{Text: x.Website, Hit: l.Has(alike.Website)})
	return v
}

// reached are the numbers, or addresses of mail, of a fiche to show beside another: the
// first few, and of the others, which its contacts and addresses have, those that are the
// same in both, however they are written.
func reached(mine, theirs []string, own int, key func(string) string) (ps []views.Part) {
	known, shown := map[string]bool{"": true}, map[string]bool{}
	for _, t := range theirs {
		known[key(t)] = true
	}
	for i, m := range mine {
		k := key(m)
		if hit := k != "" && known[k]; m != "" && !shown[k] && (hit || i < own) {
			ps, shown[k] = append(ps, views.Part{Text: m, Hit: hit}), true
		}
	}
	return ps
}

func sameText(a, b string) bool { return a != "" && search.Fold(a) == search.Fold(b) }

// sharedWords are the words of a name that are worth marking in another.
func sharedWords(name string) (words []search.Word) {
	for _, w := range search.NameWords(name) {
		if utf8.RuneCountInString(w) > 2 {
			words = append(words, search.Word{Text: w})
		}
	}
	return words
}

// sayAlike says after a save which fiches look like the new one, when there are any
// about which nothing was answered: who has no scripts sees them here first.
func (a *App) sayAlike(c *fiber.Ctx, f *fiche.Fiche, form ficheForm) error {
	found, err := a.store.Alike(c.UserContext(), form.values, maxAlike+1)
	if err != nil {
		return err
	}
	ids := []string{f.ID}
	for i := range found {
		x := &found[i]
		if x.Fiche.ID != f.ID && form.verdicts[x.Fiche.ID] == "" && x.Like.Level() >= alike.Likely && len(ids) <= maxAlike {
			ids = append(ids, x.Fiche.ID)
		}
	}
	if len(ids) > 1 {
		sayNext(c, "saved-alike", ids...)
	} else {
		sayNext(c, "saved")
	}
	return nil
}

// flashSavedAlike says that a new fiche was saved and which others look like it.
func (a *App) flashSavedAlike(c *fiber.Ctx, f *views.Frame, ids []string) (*views.Flash, error) {
	fl := &views.Flash{Text: f.T("flash.saved")}
	for _, id := range ids[min(1, len(ids)):] {
		d, err := a.store.Double(c.UserContext(), ids[0], id)
		if err != nil || d.Verdict != nil || d.Like.Level() == alike.None {
			continue // gone, or answered in the meantime
		}
		other := &d.B
		if other.ID == ids[0] {
			other = &d.A
		}
		ref := fiche.RefTo(other)
		fl.Lines = append(fl.Lines, views.FlashLine{
			Link: &views.Link{URL: ficheURL(ref), Text: strconv.Itoa(ref.Number) + " " + ref.Name}, Text: whyWords(f, d.Like),
			Side:    &views.Link{URL: "/doubles/" + d.ID(), Text: f.T("doubles.side")},
			Actions: []views.Action{verdictAction(f, d.ID(), store.VerdictBranch), verdictAction(f, d.ID(), store.VerdictNo)},
		})
	}
	if n := len(fl.Lines); n > 0 {
		fl.Text = f.N("flash.saved-alike", n)
	}
	return fl, nil
}

// verdictAction is the button with an answer about a pair.
func verdictAction(f *views.Frame, pair, answer string) views.Action {
	icon := map[string]string{store.VerdictBranch: "branch", store.VerdictNo: "cross"}[answer]
	return views.Action{URL: "/doubles/" + pair + "/verdict", Label: f.T("verdict." + answer), Icon: icon, Fields: map[string]string{"answer": answer}}
}
