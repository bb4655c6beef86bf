package transfer

import (
	"bufio"
	"io"
	"slices"
	"strconv"
	"strings"

	"fichebak/store/vat"
)

// winfakt are the columns of WinFakt's klanten, in their order. The ones it keeps for
// invoices stay empty: a fiche does not have them.
var winfakt = []string{
	"Actief?", "Contactnummer", "Info", "Btw-nummer", "Btw-regime", "Standaard betalingstermijn", "Ondernemingsnummer", "Maximum herinnering",
	"Bedrijfsnaam", "Achternaam", "Voornaam", "Adres", "Adreslijn 2", "Nummer", "Bus", "Postcode", "E-mail", "Telefoon", "gsm", "Fax", "Stad", "Taal", "Landcode", "Betaling einde maand?",
}

// IsWinFakt reports whether titles are those of WinFakt's klanten.
func IsWinFakt(titles []string) bool {
	return len(titles) >= len(winfakt) && slices.Equal(titles[:len(winfakt)], winfakt)
}

type winfaktWriter struct{ w *bufio.Writer }

// NewWinFakt writes WinFakt's columns: semicolons, no quotes, so that no cell may hold
// either or a line end.
func NewWinFakt(w io.Writer) (CardWriter, error) {
	out := winfaktWriter{bufio.NewWriter(w)}
	return out, out.row(winfakt)
}

func (w winfaktWriter) row(cells []string) error {
	for i, c := range cells {
		if i > 0 {
			w.w.WriteByte(';') //nolint:errcheck // the writer keeps the error for the end of the row
		}
		w.w.WriteString(Plain(c)) //nolint:errcheck // as above
	}
	_, err := w.w.WriteString("\r\n")
	return err
}

// Plain is a text as WinFakt's columns can hold it.
func Plain(s string) string {
	s = strings.Join(strings.Fields(strings.NewReplacer(";", ",", `"`, "'").Replace(s)), " ")
	return guard(s)
}

func (w winfaktWriter) Write(c Card) error {
	v := c.values()
	first, last, two := strings.Cut(v["full-name"], " ")
	if !two {
		first, last = "", v["full-name"]
	}
	country := v["address.1.country"]
	if country == "" {
		country = "BE"
	}
	enterprise := ""
	if n, _ := vat.Parse(v["vat"]); n.Country() == "BE" {
		enterprise = strings.TrimPrefix(n.String(), "BE ")
	}
	return w.row([]string{
		map[bool]string{true: "Ja", false: "Nee"}[v["active"] != ""], strconv.Itoa(c.Number), v["remarks"], v["vat"], "", "", enterprise, "",
		v["name"], last, first, v["address.1.street"], v["address.1.line2"], v["address.1.number"], v["address.1.box"], v["address.1.postcode"],
		v["email"], v["phone"], v["mobile"], v["fax"], v["address.1.town"], strings.ToUpper(v["language"]), country, "",
	})
}

func (w winfaktWriter) Close() error { return w.w.Flush() }

// Same reports whether a cell of WinFakt says what a field holds already, as far as its
// columns can say it; no country is Belgium there.
func Same(field, held, cell string) bool {
	return Plain(held) == Plain(cell) || field == "address.1.country" && held == "" && cell == "BE"
}
