package transfer

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"fichebak/store/fiche"
)

// A column of a moment is named moment.<kind>.<n>.<part>: the n-th moment of its kind,
// from 1, the oldest first.
const moment = "moment."

// MaxMoments is how many moments of a kind a row can hold, the latest of them.
const MaxMoments = 20

// The parts of a moment that a row can hold.
const (
	momentDay   = "day" // with its hour or not
	momentHour  = "hour"
	momentUntil = "until"
	momentText  = "text"
	momentFor   = "for"  // the name of a user; empty is for everyone
	momentLead  = "lead" // minutes, or none; empty is as the settings say
	momentDone  = "done"
)

var momentParts = []string{momentDay, momentHour, momentUntil, momentText, momentFor, momentLead, momentDone}

// hasPart reports whether moments of a kind have a part: facts are never done, and nobody
// is reminded of them.
func hasPart(k fiche.MomentKind, part string) bool {
	return k.Reminds() || part != momentDone && part != momentLead
}

func momentField(k fiche.MomentKind, n int, part string) string {
	return moment + k.String() + "." + strconv.Itoa(n) + "." + part
}

// readMomentField takes the name of a column of a moment apart.
func readMomentField(field string) (k fiche.MomentKind, n int, part string, ok bool) {
	rest, ok := strings.CutPrefix(field, moment)
	p := strings.Split(rest, ".")
	if !ok || len(p) != 3 || !slices.Contains(momentParts, p[2]) {
		return 0, 0, "", false
	}
	k, ok = fiche.ParseMomentKind(p[0])
	n, err := strconv.Atoi(p[1])
	return k, n, p[2], ok && k != fiche.Step && err == nil && n >= 1 && n <= MaxMoments && strconv.Itoa(n) == p[1]
}

// momentWords are the kinds of moments, and partWords what stands behind them.
var momentWords = []word{
	{"first-contact", "Eerste contact|Eerste contact op|Datum eerste contact", "Premier contact|Premier contact le|Date du premier contact", "First contact|First contact on|Date of first contact", "Erster Kontakt|Erstkontakt|Datum Erstkontakt"},
	{"appointment", "Afspraak|Afspraak op|Datum afspraak|Afspraakdatum", "Rendez-vous|Rendez-vous le|Date du rendez-vous|RDV|Date RDV", "Appointment|Appointment on|Appointment date|Date of appointment", "Termin|Termin am|Termindatum"},
	{"call-back", "Terug bellen|Terugbellen|Terug bellen op|Terugbellen op|Datum terugbellen|Opbellen|Bellen op", "Rappeler|À rappeler|Rappeler le|À rappeler le|Date de rappel", "Call back|Callback|Call back on|Call-back date", "Zurückrufen|Rückruf|Zurückrufen am|Rückruf am|Rückrufdatum"},
	{"sold", "Verkocht|Verkocht op|Datum verkoop|Verkoopdatum", "Vendu|Vendu le|Date de vente", "Sold|Sold on|Sale date|Date of sale", "Verkauft|Verkauft am|Verkaufsdatum"},
}

var partWords = []word{
	{momentHour, "uur|tijd|tijdstip", "heure", "time|hour", "Uhrzeit|Zeit"},
	{momentUntil, "tot|einde|einduur|eindtijd|tot uur", "jusqu’à|fin|heure de fin", "until|end|end time|to", "bis|Ende"},
	{momentFor, "voor|voor wie|voor gebruiker|door wie", "pour|pour qui|pour utilisateur|par qui", "for|for whom|assigned to|by whom", "für|für wen|durch wen"},
	{momentLead, "minuten vooraf|verwittigen|herinnering|vooraf|herinneren", "minutes avant|avertir|rappel|rappel minutes", "minutes before|reminder|remind|lead time|lead", "Minuten vorher|erinnern|Erinnerung|vorher"},
	{momentText, "tekst|nota|omschrijving|onderwerp", "texte|note|description|objet", "text|note|description|subject", "Text|Notiz|Beschreibung|Betreff"},
	{momentDone, "gedaan|gebeurd|afgehandeld", "fait|traité", "done|dealt with", "erledigt"},
}

// momentTitle is what a column of a moment is called: Afspraak, Afspraak 2 uur. A kind
// alone names the moments themselves.
func momentTitle(field, lang string) (string, bool) {
	k, n, part, ok := readMomentField(field)
	if !ok {
		k, ok = fiche.ParseMomentKind(strings.TrimPrefix(field, moment))
		n = 1
	}
	i := slices.IndexFunc(momentWords, func(w word) bool { return w.field == k.String() })
	if !ok || i < 0 {
		return "", false
	}
	title := momentWords[i].in(lang)[0]
	if n > 1 {
		title += " " + strconv.Itoa(n)
	}
	for _, w := range partWords {
		if w.field == part {
			title += " " + w.in(lang)[0]
		}
	}
	return title, true
}

// momentMeanings gives add every title of a column of a moment.
func momentMeanings(add func(title, field string)) {
	eachWord(momentWords, func(title, kind string) {
		k, _ := fiche.ParseMomentKind(kind)
		for n := range MaxMoments {
			head := title + strconv.Itoa(n+1)
			add(head, momentField(k, n+1, momentDay))
			if n == 0 {
				head = title
				add(head, momentField(k, 1, momentDay))
			}
			eachWord(partWords, func(part, name string) {
				add(head+part, momentField(k, n+1, name))
				if n == 0 {
					add(part+title, momentField(k, 1, name))
				}
			})
		}
	})
}

// WithMoments are the values of a fiche with those of its moments: of each kind the
// latest, as many as a row can hold. who is the name of a user.
func WithMoments(v fiche.Values, ms []fiche.Moment, who func(fiche.ID) string) fiche.Values {
	for _, k := range fiche.MomentKinds {
		var of []fiche.Moment
		for _, m := range ms {
			if m.Kind == k {
				of = append(of, m)
			}
		}
		for i, m := range of[max(0, len(of)-MaxMoments):] {
			for part, text := range partsOf(&m) {
				if part == momentFor && text != "" {
					text = who(text)
				}
				if text != "" {
					v[momentField(k, i+1, part)] = text
				}
			}
		}
	}
	return v
}

// partsOf are the parts of a moment; whom it is for is an id.
func partsOf(m *fiche.Moment) map[string]string {
	parts := map[string]string{momentDay: m.Day, momentHour: m.Hour, momentUntil: m.Until, momentText: m.Text, momentFor: m.For}
	if m.Kind.Reminds() {
		parts[momentLead] = fiche.LeadText(m.Lead)
		parts[momentDone] = map[bool]string{true: "yes", false: no}[m.Done()]
	}
	return parts
}

// momentColumns are the columns that the moments of fiches need, of which most has how
// many of each kind the fiche has that has most, and seldom which of the parts that few
// moments have are there; nil is all.
func momentColumns(most map[fiche.MomentKind]int, seldom map[string]bool) (cols []string) {
	for _, k := range fiche.MomentKinds {
		for n := range min(most[k], MaxMoments) {
			for _, part := range momentParts {
				if hasPart(k, part) && (seldom == nil || seldom[seldomPart(k, part)] || !slices.Contains(seldomParts, part)) {
					cols = append(cols, momentField(k, n+1, part))
				}
			}
		}
	}
	return cols
}

// seldomParts are parts that have a column only where a moment has them.
var seldomParts = []string{momentUntil, momentFor, momentLead}

func seldomPart(k fiche.MomentKind, part string) string { return k.String() + "." + part }

// MomentDraft is what a row says of a moment. Done is "yes", "no", or empty when the row
// does not say.
type MomentDraft struct {
	Kind                   fiche.MomentKind
	N                      int
	Day, Hour, Until, Text string
	For                    string // the name of a user, or empty
	Lead                   string // as fiche.LeadText has it
	Done                   string
}

// Field is the name of the column of a part of it.
func (m *MomentDraft) Field(part string) string { return momentField(m.Kind, m.N, part) }

// moment reads a cell of a moment.
func (d *Draft) moment(k fiche.MomentKind, n int, part, text string) {
	i := slices.IndexFunc(d.Moments, func(m MomentDraft) bool { return m.Kind == k && m.N == n })
	if i < 0 {
		i = len(d.Moments)
		d.Moments = append(d.Moments, MomentDraft{Kind: k, N: n})
	}
	m := &d.Moments[i]
	switch part {
	case momentDay:
		day, hour := ReadDay(text)
		if m.Day = day; hour != "" && m.Hour == "" {
			m.Hour = hour
		}
	case momentHour:
		m.Hour = readHour(text)
	case momentUntil:
		m.Until = readHour(text)
	case momentText:
		m.Text = text
	case momentFor:
		if !slices.Contains(everyone, key(text)) {
			m.For = text
		}
	case momentLead:
		m.Lead = readLead(text)
	case momentDone:
		m.Done = yesNo(text)
	}
}

// everyone is what people write where something is for nobody alone.
var everyone = []string{"iedereen", "allen", "alle", "tous", "toutletmonde", "everyone", "everybody", "all", "jeder"}

// lead is how long before a moment one is reminded: 30, 30 min, 2 uur, 1 jour.
var lead = regexp.MustCompile(`(?i)^(\d{1,6}) ?(min|m|u|h|st|d|j|t)?\pL*\.?(?: (?:vooraf|avant|before|vorher))?$`)

// readLead reads a lead in minutes; what it cannot read stays as written.
func readLead(text string) string {
	switch m := lead.FindStringSubmatch(text); {
	case m != nil:
		n, _ := strconv.Atoi(m[1])
		return strconv.Itoa(n * map[string]int{"u": 60, "h": 60, "st": 60, "d": 1440, "j": 1440, "t": 1440, "min": 1, "m": 1, "": 1}[strings.ToLower(m[2])])
	case slices.Contains([]string{"none", "niet", "geen", "aucun", "pas", "keine", "nicht"}, key(text)), yesNo(text) == no:
		return "none"
	case slices.Contains([]string{"ja", "yes", "oui", "x", "zoalsingesteld", "commeregle", "asset", "wieeingestellt"}, key(text)):
		return ""
	}
	return text
}

// wholeMoments leaves out the moments of which a row says at most that they are not
// done.
func (d *Draft) wholeMoments() {
	d.Moments = slices.DeleteFunc(d.Moments, func(m MomentDraft) bool { return m.Day == "" && m.Text == "" })
}
