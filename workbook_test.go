//go:build e2e

package main

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// workbook is a file of customers as a firm has it, with what is known of it by who
// made it. It is the same each time.
type workbook struct {
	path   string
	rows   int            // that say something
	faults map[int]string // by line: why the row cannot come in
	twice  map[string]int // rows that are an earlier one, by the rule that sees it
	asleep int            // customers who are not active any more
	people []customer     // by row
}

// customer is a row of the file, right.
type customer struct {
	line                            int
	number                          int
	name, vat, phone, mobile, email string
	street, postcode, town, country string
	contact, group, remark          string
	ordered                         time.Time
	person, asleep                  bool
}

// The parts of invented names. Each of the fifty trades stands before each of the
// hundred surnames once.
var (
	trades   = []string{"Bakkerij", "Schrijnwerkerij", "Garage", "Dakwerken", "Keukens", "Houthandel", "Slagerij", "Tuinaanleg", "Drukkerij", "Transport", "Elektro", "Sanitair", "Schilderwerken", "Brouwerij", "Apotheek", "Boekhandel", "Fietsen", "Gevelwerken", "Immo", "Parket", "Zagerij", "Studiebureau", "Kapsalon", "Optiek", "Juwelen", "Boulangerie", "Menuiserie", "Toitures", "Cuisines", "Ébénisterie", "Boucherie", "Jardins", "Imprimerie", "Électricité", "Peintures", "Brasserie", "Pharmacie", "Librairie", "Quincaillerie", "Vitrerie", "Châssis", "Scierie", "Crèche", "Hôtel", "Façades", "Chauffage", "Carrelages", "Plomberie", "Serrurerie", "Fleurs"}
	surnames = []string{"Peeters", "Janssens", "Maes", "Jacobs", "Mertens", "Willems", "Claes", "Goossens", "Wouters", "De Smet", "Vermeulen", "Pauwels", "Hermans", "Aerts", "Michiels", "Lemmens", "Segers", "Van Damme", "De Clercq", "Cools", "Stevens", "Coppens", "De Backer", "Bogaert", "Verhoeven", "Thijs", "De Vos", "Baert", "Lambrecht", "Verbeke", "Hendrickx", "De Wilde", "Roels", "Verstraete", "Callens", "Ooms", "Dierckx", "Geerts", "Nijs", "Bosmans", "Huysmans", "Van Acker", "De Ridder", "Timmermans", "Wuyts", "Raes", "D’Hondt", "Cuypers", "Driesen", "Mestdagh", "Dubois", "Lefèvre", "Martin", "Dupont", "Simon", "Laurent", "Leroy", "Lejeune", "Renard", "Gérard", "Denis", "François", "Collard", "Bertrand", "Noël", "Charlier", "Dumont", "Fontaine", "Henry", "Legrand", "Mathieu", "Petit", "Piette", "Pirard", "Remy", "Servais", "Thiry", "Wauthier", "Delvaux", "Hubert", "Jacquet", "Lemaire", "Marchal", "Evrard", "Toussaint", "Gilson", "Bodart", "Anciaux", "Bastin", "Crépin", "Étienne", "Gaspard", "Havaux", "Istasse", "Kinet", "Nélis", "Özdemir", "Quintin", "Ullens", "Zoons"}
	firsts   = []string{"Els", "Koen", "Griet", "Wim", "Chantal", "Benoît", "Nathalie", "Céline", "Stijn", "Aurélie", "Hilde", "Luc", "Françoise", "Joris", "Thérèse", "Veerle", "Pascal", "Noëlle", "Dirk", "Samir"}
	roads    = []string{"Kerkstraat", "Molenstraat", "Rue de l’Église", "Industrieweg", "Chaussée de Namur", "Grand-Rue", "Brugsesteenweg", "Rue des Écoles"}
	towns    = [][2]string{{"8000", "Brugge"}, {"9000", "Gent"}, {"2800", "Mechelen"}, {"3000", "Leuven"}, {"5000", "Namur"}, {"4000", "Liège"}, {"7000", "Mons"}, {"6700", "Arlon"}, {"1400", "Nivelles"}, {"8500", "Kortrijk"}, {"2300", "Turnhout"}}
)

// vatOf is the n-th invented enterprise number; its check digits are right.
func vatOf(n int) string {
	first := 10990000 + n
	return fmt.Sprintf("%08d%02d", first, 97-first%97)
}

// customerAt is the i-th customer, without the faults of the file.
func customerAt(i int, dice *rand.Rand) customer {
	town := towns[dice.IntN(len(towns))]
	c := customer{
		number: 40001 + i, name: trades[i%50] + " " + surnames[i/50], vat: vatOf(i),
		phone: fmt.Sprintf("05000%04d", i), mobile: fmt.Sprintf("047000%04d", i), email: fmt.Sprintf("info%d@voorbeeld.example", i),
		street: fmt.Sprintf("%s %d", roads[dice.IntN(len(roads))], 1+dice.IntN(240)), postcode: town[0], town: town[1], country: "België",
		group: []string{"Hout", "PVC", "Aluminium"}[dice.IntN(3)], ordered: time.Date(2025, 1, 1+dice.IntN(600), 0, 0, 0, 0, time.UTC), asleep: i%50 == 31,
	}
	if i%5 == 3 {
		c.name, c.vat, c.person = firsts[dice.IntN(20)]+" "+surnames[i/50]+"-"+surnames[i%50+50], "", true
	} else {
		c.contact = firsts[dice.IntN(20)] + " " + surnames[i/50]
	}
	return c
}

// spoil makes of the i-th customer what the file makes of it, and writes down what that
// was. All but the faults are of rows whose last digit is 0: the same as the row before.
func (w *workbook) spoil(i int, c *customer) {
	before := customer{}
	if i > 0 {
		before = w.people[i-1]
	}
	switch i % 100 {
	case 7:
		c.name, w.faults[c.line] = " ", "name"
	case 17:
		c.name, w.faults[c.line] = strings.Repeat("Gebroeders "+c.name+" en ", 9), "long"
	case 27:
		c.remark, w.faults[c.line] = strings.Repeat("Belt liefst ’s morgens, nooit op maandag. ", 220), "long"
	case 37:
		c.number, w.faults[c.line] = 0, "number"
	case 47:
		c.vat = c.vat[:9] + string('0'+(c.vat[9]-'0'+5)%10) // one figure read wrong
	case 60:
		c.vat = before.vat
		w.twice["vat"]++
	case 70:
		c.email, c.vat = strings.ToUpper(before.email), ""
		w.twice["email"]++
	case 80:
		c.name, c.vat, c.postcode, c.town = strings.ToUpper(before.name), "", before.postcode, before.town
		w.twice["name"]++
	case 90:
		c.number = before.number
		w.twice["number"]++
	}
	if i%300 == 44 { // the zero in front of this postcode is lost
		c.country, c.postcode, c.town, c.phone = "France", "1000", "Bourg-en-Bresse", "+33474000000"
	}
	w.people = append(w.people, *c)
}

// messyBook writes a file of n customers: titles in four languages under an empty row,
// one of them empty itself; numbers that are text and texts that are numbers, so that
// zeros in front are gone; days, spaces, empty rows, a column that nobody knows.
func messyBook(t *testing.T, n int) *workbook {
	t.Helper()
	w := &workbook{path: filepath.Join(t.TempDir(), "Klanten 2026 (laatste versie) DEF.xlsx"), rows: n, faults: map[int]string{}, twice: map[string]int{}}
	book := excelize.NewFile()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	short := 14 // as Excel numbers it: a day as its user writes days
	day, err := book.NewStyle(&excelize.Style{NumFmt: short})
	must(err)
	sheet, err := book.NewStreamWriter("Sheet1")
	must(err)
	must(sheet.SetRow("A2", []any{" Klantnr.", "NOM DE LA  SOCIÉTÉ ", "Btw nr", "", "Tel. ", "GSM", "Adresse e-mail", "Straat + nr", "CP", "Ville", "Country", "Contact person", "Catégorie", "Kommentar ", "Dernière commande", "Actief", "Rayon"}))
	dice := rand.New(rand.NewPCG(2026, 11))
	for i, line := 0, 3; i < n; i, line = i+1, line+1 {
		if line += dice.IntN(30) / 29; line%400 == 0 {
			must(sheet.SetRow(fmt.Sprintf("A%d", line), []any{"", "  ", nil, " "}))
			line++
		}
		c := customerAt(i, dice)
		c.line = line
		w.spoil(i, &c)
		if c.asleep {
			w.asleep++
		}
		must(sheet.SetRow(fmt.Sprintf("A%d", line), messyRow(i, &c, day, dice)))
	}
	must(sheet.Flush())
	must(book.SaveAs(w.path))
	must(book.Close())
	return w
}

// messyRow is how a customer was typed in, by several people over the years.
func messyRow(i int, c *customer, day int, dice *rand.Rand) []any {
	odd := func(s string) any { return []string{s, " " + s, s + "  ", "\u00a0" + s}[dice.IntN(4)] }
	number := any(c.number)
	switch {
	case c.number == 0:
		number = "zie vorige"
	case i%3 == 0:
		number = fmt.Sprintf(" %d ", c.number)
	}
	vat := any("")
	if c.vat != "" {
		vat = []any{atoi(c.vat), c.vat, "BE" + c.vat, "BE " + c.vat[:4] + "." + c.vat[4:7] + "." + c.vat[7:], "TVA BE " + c.vat}[dice.IntN(5)]
	}
	phone, mobile, postcode := any(c.phone), any(c.mobile), any(c.postcode+" ")
	if i%2 == 0 && c.phone[0] == '0' {
		phone, mobile = atoi(c.phone), atoi(c.mobile)
	}
	if i%3 > 0 {
		postcode = atoi(c.postcode)
	}
	remark := c.remark
	if remark == "" && i%9 == 0 {
		remark = "belt\nliefst 's morgens "
	}
	return []any{number, odd(c.name), vat, []any{"", "x"}[dice.IntN(2)], phone, mobile, odd(c.email), odd(c.street), postcode, odd(c.town), c.country, c.contact, c.group, remark, excelize.Cell{StyleID: day, Value: c.ordered}, !c.asleep, []any{"Noord", 12, nil}[dice.IntN(3)]}
}

func atoi(s string) int {
	n := 0
	for _, r := range s {
		n = n*10 + int(r-'0')
	}
	return n
}

// made is how many fiches come of it when a row is known by its VAT number.
func (w *workbook) made() int { return w.rows - len(w.faults) - w.twice["number"] - w.twice["vat"] }

// faulty is how many rows have a fault of any of these.
func (w *workbook) faulty(why ...string) (n int) {
	for _, f := range w.faults {
		for _, x := range why {
			if f == x {
				n++
			}
		}
	}
	return n
}
