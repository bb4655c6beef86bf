package handlers

import (
	"net/url"
	"strings"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// has fails the test where a page lacks one of these texts.
func has(t *testing.T, page string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(page, text) {
			t.Errorf("the page lacks %q", text)
		}
	}
}

func hasNot(t *testing.T, page string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(page, text) {
			t.Errorf("the page has %q", text)
		}
	}
}

// tokenOf is the token of the first form of a page that has one.
func tokenOf(page string) string { return between(page, `name="token" value="`, `"`) }

func (l *liveBox) group(t *testing.T, name string, prospects int) store.Group {
	t.Helper()
	g, err := l.AddGroup(t.Context(), storetest.Kim, name)
	if err != nil {
		t.Fatal(err)
	}
	for range prospects {
		l.Prospect(t, "name", "Firma in "+name, "groups", name)
	}
	return g
}

func TestAGroupIsAddedRenamedAndFoundInTheFunnel(t *testing.T) {
	l := serveLive(t)
	bart := l.browser(t, "Bart", store.Worker)
	form := url.Values{"name": {"  ramen   2027 "}, "token": {tokenOf(bart.get("/groups", 200))}}
	if to := bart.post("/groups", form, 303); to != "/groups" {
		t.Errorf("leads to %s", to)
	}
	page := bart.get("/groups", 200)
	has(t, page, "De groep ‘ramen 2027’ is toegevoegd.", "3 groepen.")
	bart.post("/groups", form, 303) // sent again
	if groups, err := l.Groups(t.Context()); err != nil || len(groups) != 3 {
		t.Errorf("%d groups, %v", len(groups), err)
	}
	g, err := l.GroupNamed(t.Context(), "ramen 2027")
	if err != nil {
		t.Fatal(err)
	}
	l.Prospect(t, "name", "Claes", "groups", "ramen 2027")
	has(t, bart.get("/groups/"+g.ID+"/edit", 200), `value="ramen 2027"`, `action="/groups/`+g.ID+`"`, "autofocus")
	bart.post("/groups/"+g.ID, url.Values{"name": {"Ramen en deuren"}}, 303)
	has(t, bart.get("/groups", 200), "Bewaard.", "Ramen en deuren", `href="/prospects?group=`+g.ID+`" aria-label="1 prospect"`)
	has(t, bart.get("/prospects?group="+g.ID, 200), "Ramen en deuren", "Claes")
}

func TestAGroupsNameThatCanNotBeIsSaidAtTheField(t *testing.T) {
	l := serveLive(t)
	bart := l.browser(t, "Bart", store.Worker)
	hout, pvc := l.group(t, "Hout", 0), l.group(t, "PVC", 0)
	for name, problem := range map[string]string{"": "Vul dit in.", "HÓUT": "Deze groep bestaat al.", "a, b": "Een komma scheidt groepen", "a\x01": "tekens in die geen tekst zijn", strings.Repeat("x", 201): "1 tekens te lang"} {
		_, page := bart.send("POST", "/groups", url.Values{"name": {name}})
		has(t, page, problem, `aria-invalid="true"`)
	}
	r, page := bart.send("POST", "/groups/"+hout.ID, url.Values{"name": {"pvc"}})
	if r.StatusCode != 422 {
		t.Errorf("answers %s", r.Status)
	}
	has(t, page, "Deze groep bestaat al.", `value="pvc"`, `<a href="/groups/`+hout.ID+`/merger?into=`+pvc.ID+`">Samenvoegen met ‘PVC’</a>`)
	has(t, bart.get("/groups/"+hout.ID+"/merger?into="+pvc.ID, 200), `<option value="`+pvc.ID+`" selected>PVC, 0 fiches</option>`)
}

func TestARemovedGroupSaysFirstWhatWillHappenAndComesBack(t *testing.T) {
	l := serveLive(t)
	bart := l.browser(t, "Bart", store.Worker)
	g := l.group(t, "Hout", 3)
	l.Make(t, fiche.Customer, "name", "Klant", "groups", "Hout")
	page := bart.get("/groups/"+g.ID+"/removal", 200)
	has(t, page, "<b>4 fiches</b> verliezen deze groep: 3 prospecten en 1 klant. Er wordt geen fiche verwijderd.", `action="/groups/`+g.ID+`/removal"`)
	if n := l.Count(store.Query{Kind: fiche.Prospect, Group: g.ID}); n != 3 {
		t.Fatalf("asking did something: %d", n)
	}
	bart.post("/groups/"+g.ID+"/removal", nil, 303)
	page = bart.get("/groups", 200)
	has(t, page, "De groep ‘Hout’ is verwijderd. De fiches zijn gebleven.", `action="/groups/`+g.ID+`/restoration"`)
	hasNot(t, page, `id="group-`+g.ID)
	if l.Len() != 4 {
		t.Errorf("%d fiches left", l.Len())
	}
	bart.post("/groups/"+g.ID+"/restoration", nil, 303)
	has(t, bart.get("/groups", 200), "Ongedaan gemaakt.", `href="/prospects?group=`+g.ID+`" aria-label="3 prospecten"`)
}

func TestAMergedGroupIsTheOther(t *testing.T) {
	l := serveLive(t)
	bart := l.browser(t, "Bart", store.Worker)
	old, now := l.group(t, "beurs 2025", 2), l.group(t, "beurs 2026", 1)
	has(t, bart.get("/groups/"+old.ID+"/merger", 200), "<b>2 fiches</b> gaan naar de andere groep: 2 prospecten.", "beurs 2026, 1 fiche")
	for _, into := range []string{"", old.ID, "gnone"} {
		_, page := bart.send("POST", "/groups/"+old.ID+"/merger", url.Values{"into": {into}})
		has(t, page, "Kies een andere groep die nog bestaat.")
	}
	bart.post("/groups/"+old.ID+"/merger", url.Values{"into": {now.ID}}, 303)
	has(t, bart.get("/groups", 200), "De groep ‘beurs 2025’ is samengevoegd met ‘beurs 2026’.", `href="/prospects?group=`+now.ID+`" aria-label="3 prospecten"`)
	// a colleague's page is older
	for _, path := range []string{"/edit", "/merger", "/removal"} {
		bart.send("GET", "/groups/"+old.ID+path, nil)
		has(t, bart.get("/groups", 200), "Deze groep bestaat niet meer")
	}
	bart.post("/groups/"+old.ID+"/removal", nil, 303)
	has(t, bart.get("/groups", 200), "Deze groep bestaat niet meer")
	if n := l.Count(store.Query{Kind: fiche.Prospect, Group: now.ID}); n != 3 {
		t.Errorf("the group has %d prospects", n)
	}
}

func TestKlantenAndLeveranciersHaveNoButtons(t *testing.T) {
	l := serveLive(t)
	bart := l.browser(t, "Bart", store.Worker)
	hasNot(t, bart.get("/groups", 200), "/groups/gcustomers/", "/groups/gsuppliers/")
	bart.post("/groups/gcustomers/removal", nil, 400)
	bart.post("/groups/gcustomers", url.Values{"name": {"x"}}, 303)
	if g, err := l.Group(t.Context(), store.GroupCustomers); err != nil || g.Name != "Klanten" {
		t.Errorf("%v, %v", g, err)
	}
}

func TestAdresViaIsAddedTurnedOffAndTakenOffTheList(t *testing.T) {
	l := serveLive(t)
	bart := l.browser(t, "Bart", store.Worker)
	l.Prospect(t, "name", "Claes", "source", "Gouden Gids & Co")
	form := url.Values{"name": {"Batibouw 2027"}, "token": {tokenOf(bart.get("/sources", 200))}}
	bart.post("/sources", form, 303)
	bart.post("/sources", form, 303) // sent again
	_, page := bart.send("POST", "/sources", url.Values{"name": {"batibouw 2027"}})
	has(t, page, "Dit staat al in de lijst.", `value="batibouw 2027"`)
	page = bart.get("/sources", 200)
	has(t, page, `href="/prospects?source=Gouden&#43;Gids&#43;%26&#43;Co" aria-label="1 prospect"`)
	bart.post("/sources/state", url.Values{"source": {"Batibouw 2027"}, "on": {""}}, 303)
	has(t, bart.get("/sources", 200), "Weer voorstellen: Batibouw 2027")
	hasNot(t, bart.get("/prospects/new", 200), `<option value="Batibouw 2027">`)
	bart.post("/sources/state", url.Values{"source": {"Batibouw 2027"}, "on": {"yes"}}, 303)
	has(t, bart.get("/prospects/new", 200), `<option value="Batibouw 2027">`)
	has(t, bart.get("/sources/removal?source=Gouden+Gids+%26+Co", 200), "<b>1 fiche</b> houdt het: 1 prospect.", `name="source" value="Gouden Gids &amp; Co"`)
	bart.post("/sources/removal", url.Values{"source": {"Gouden Gids & Co"}}, 303)
	hasNot(t, bart.get("/sources", 200), "Gouden Gids")
	bart.post("/sources/removal", url.Values{"source": {"Gouden Gids & Co"}}, 303)
	has(t, bart.get("/sources", 200), "Dit staat niet meer in de lijst")
	has(t, bart.get("/prospects?q=gouden", 200), "Claes")
}

// A number on the page of groups or sources leads to a list; it says what it is of.
func TestAListThatIsNarrowedSaysToWhat(t *testing.T) {
	l := serveLive(t)
	bart := l.browser(t, "Bart", store.Worker)
	g := l.group(t, "Hout", 1)
	l.Prospect(t, "name", "Claes", "source", "Gouden Gids")
	hasNot(t, bart.get("/prospects", 200), `class="held"`)
	page := bart.get("/prospects?group="+g.ID+"&source=Gouden+Gids", 200)
	has(t, page, `<a class="held" href="/prospects?source=Gouden&#43;Gids" aria-label="Niet meer alleen ‘Hout’">`, `<a class="held" href="/prospects?group=`+g.ID+`" aria-label="Niet meer alleen ‘Gouden Gids’">`)
	bart.post("/groups/"+g.ID+"/removal", nil, 303)
	has(t, bart.get("/prospects?group="+g.ID, 200), "een groep die er niet meer is")
}

func TestAReaderManagesNoWords(t *testing.T) {
	l := serveLive(t)
	sofie := l.browser(t, "Sofie", store.Reader)
	g := l.group(t, "Hout", 0)
	for _, path := range []string{"/groups", "/groups/" + g.ID + "/edit", "/groups/" + g.ID + "/removal", "/sources", "/sources/removal"} {
		sofie.get(path, 403)
	}
	for _, path := range []string{"/groups", "/groups/" + g.ID, "/groups/" + g.ID + "/removal", "/groups/" + g.ID + "/merger", "/groups/" + g.ID + "/restoration", "/sources", "/sources/state", "/sources/removal"} {
		sofie.post(path, url.Values{"name": {"x"}, "source": {"x"}}, 403)
	}
}
