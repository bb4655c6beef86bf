package handlers

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

func shownNames(cs listColumns) (names []string) {
	for i := range cs.shown {
		names = append(names, cs.shown[i].name)
	}
	return names
}

// What somebody sees and what a report writes are the same cells in the same order.
func TestTheColumnsOfAListAreTitlesAndTexts(t *testing.T) {
	l := serveLive(t)
	l.Person(t, "Hout Claes nv")
	f := views.NewFrame("nl", l.Clock.Now())
	f.User = &views.User{ID: "u1"}
	s := readList(fiche.Prospect, nil)
	cs, err := l.app.columnsOf(t.Context(), f, s)
	if err != nil {
		t.Fatal(err)
	}
	page, err := l.List(t.Context(), s.query())
	if err != nil {
		t.Fatal(err)
	}
	titles, texts := strings.Join(cs.Titles(f), "|"), strings.Join(cs.Texts(f, &page.Rows[0]), "|")
	if titles != "Nr.|Benaming|Volledige naam|Groep|Plaats|Telefoon|Btw-nr.|Adres via|E-mail|Volgende|Over" {
		t.Errorf("titles: %s", titles)
	}
	if texts != "30000|Hout Claes nv||Hout|8020 Oostkamp|050 00 41 27|BE 1099.001.486||||" {
		t.Errorf("texts: %s", texts)
	}
}

func TestAColumnThatCameLaterIsThereToBeChosenAndTheNumberAlwaysStands(t *testing.T) {
	w := store.Window{Columns: []store.WindowColumn{{Name: "town"}, {Name: "name", Off: true}, {Name: "no-such"}, {Name: "phone", Off: true}}}
	if names := shownNames(shownColumns(columnTable, w)); !slices.Equal(names, []string{"town", "name", "number"}) {
		t.Errorf("shown: %v", names)
	}
	if all := arranged(columnTable, w); len(all) != len(columnTable) || all[0].Name != "town" || !all[len(all)-1].Off {
		t.Errorf("all: %v", all)
	}
}

// A list that somebody arranged loses first what was there as delivered, and never what
// tells a fiche.
func TestColumnsThatDoNotFitLeaveAndThoseOneAddedStayLongest(t *testing.T) {
	var w store.Window
	for _, c := range columnTable {
		w.Columns = append(w.Columns, store.WindowColumn{Name: c.name, Off: c.off && c.name != "fax"})
	}
	leave := map[string]string{}
	for _, c := range shownColumns(columnTable, w).shown {
		leave[c.name] = c.leave
	}
	want := map[string]string{"number": "", "name": "", "next": "", "over": "", "fax": "fit-45", "phone": "fit-54", "town": "fit-60", "group": "fit-69", "vat": "fit-78", "full-name": "fit-87", "source": "fit-93", "email": "fit-114"}
	if !maps.Equal(leave, want) {
		t.Errorf("they leave at %v", leave)
	}
}

func TestOnAPhoneAnotherColumnStandsWhereTheTownWould(t *testing.T) {
	w := store.Window{Columns: []store.WindowColumn{{Name: "name"}, {Name: "phone"}, {Name: "contact"}, {Name: "fax"}}}
	for _, c := range shownColumns(columnTable, w).shown {
		if strings.Contains(c.cell, "second") != (c.name == "contact") {
			t.Errorf("%s has the classes %s", c.name, c.cell)
		}
	}
}
