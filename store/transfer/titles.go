package transfer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"fichebak/store/fiche"
	"fichebak/store/search"
)

// Reason is the column that is put before the others in a file of rows to be mended. It
// is passed over when they are offered again.
const Reason = "reason"

// Languages are those in which titles are written and understood.
var Languages = []string{"nl", "fr", "en", "de"}

// The targets a column can have beside the fields of a fiche: its number, and what is
// put together or taken apart on its way there.
const (
	Number    = "number"
	FirstName = "first-name" // with LastName the full name
	LastName  = "last-name"  //
	Line      = ".line"      // street, number and box of an address in one
	Place     = ".place"     // postcode and town in one
	contact   = "contact."   // behind it the how-manieth and the name of the field
	address   = "address."   //
)

// word is what a field is called: per language its title, then what others call it.
type word struct {
	field          string
	nl, fr, en, de string
}

func (w *word) in(lang string) []string {
	text := w.nl
	switch lang {
	case "fr":
		text = w.fr
	case "en":
		text = w.en
	case "de":
		text = w.de
	}
	return strings.Split(text, "|")
}

// reasons are the titles of the column of Reason.
var reasons = word{Reason, "Waarom deze rij bleef liggen", "Pourquoi cette ligne a été laissée", "Why this row was left out", "Warum diese Zeile liegen blieb"}

// words are the fields of a fiche; the first word of each language is written as title.
var words = []word{
	{Number, "Nummer|Nr|Klantnummer|Klantnr|Leveranciersnummer|Leveranciernummer|Prospectnummer|Contactnummer|Relatienummer|Klantcode|Fichenummer", "Numéro|N°|No|Numéro client|N° client|Numéro de client|Numéro fournisseur|Code client", "Number|No|Customer number|Customer no|Client number|Supplier number|Account number|ID", "Nummer|Nr|Kundennummer|Kundennr|Lieferantennummer|Interessentennummer"},
	{"name", "Benaming|Bedrijfsnaam|Naam|Bedrijf|Firma|Firmanaam|Naam bedrijf|Naam klant|Klantnaam|Klant|Prospect|Leverancier|Onderneming|Organisatie|Handelsnaam", "Dénomination|Nom|Société|Nom de la société|Entreprise|Raison sociale|Nom du client|Client|Fournisseur|Organisation", "Name|Company|Company name|Customer|Customer name|Client|Supplier|Organisation|Organization|Business name", "Bezeichnung|Name|Firma|Firmenname|Unternehmen|Kunde|Kundenname|Lieferant"},
	{"full-name", "Volledige naam|Voornaam en naam|Naam en voornaam", "Nom complet|Nom et prénom|Prénom et nom", "Full name", "Vollständiger Name|Vor- und Nachname"},
	{FirstName, "Voornaam", "Prénom", "First name|Given name|Forename", "Vorname"},
	{LastName, "Achternaam|Familienaam", "Nom de famille", "Last name|Surname|Family name", "Nachname|Familienname"},
	{"salutation", "Aanspreking|Aanhef|Titel", "Civilité|Titre", "Salutation|Title", "Anrede"},
	{"person", "Particulier|Privépersoon|Natuurlijk persoon", "Particulier|Personne physique", "Private person|Individual", "Privatperson"},
	{"active", "Actief|Actieve klant|Actieve leverancier", "Actif|Client actif", "Active", "Aktiv"},
	{"groups", "Groep|Groepen|Categorie|Categorieën|Sector|Branche|Klantengroep", "Groupe|Groupes|Catégorie|Catégories|Secteur", "Group|Groups|Category|Categories|Tags|Industry", "Gruppe|Gruppen|Kategorie|Branche"},
	{"source", "Adres via|Via|Bron|Herkomst|Kanaal", "Adresse via|Source|Origine|Canal", "Address via|Source|Origin|Lead source|Channel", "Adresse über|Quelle|Herkunft|Kanal"},
	{"vat", "Btw-nummer|Btw-nr|Btw|Btw-nr / Ond.nr|Ondernemingsnummer|Ondernemingsnr|Ond nr|KBO-nummer|KBO", "Numéro de TVA|N° TVA|N° de TVA|TVA|N° TVA / entreprise|Numéro d’entreprise|N° d’entreprise|N° entreprise|BCE", "VAT number|VAT no|VAT|VAT ID|Enterprise number|Company number|Tax number", "MwSt.-Nummer|MwSt-Nr|MwSt|USt-IdNr|USt-ID|Unternehmensnummer"},
	{"phone", "Telefoon|Telefoonnummer|Tel|Telefoonnr|Tel nr|Vast nummer|Vaste telefoon|Telefoon 1|Telefoon werk", "Téléphone|Tél|Numéro de téléphone|N° de téléphone|Téléphone fixe|Téléphone 1", "Telephone|Phone|Phone number|Telephone number|Business phone|Work phone|Landline", "Telefon|Telefonnummer|Tel nummer|Festnetz"},
	{"mobile", "Gsm|Gsm-nummer|Gsm-nr|Mobiel|Mobiel nummer|Mobiele telefoon", "GSM|Mobile|Portable|Numéro de GSM|N° de GSM|Téléphone portable", "Mobile|Mobile phone|Mobile number|Cell|Cell phone", "Handy|Mobil|Mobiltelefon|Handynummer|Mobilnummer"},
	{"fax", "Fax|Faxnummer", "Fax|Télécopie|Numéro de fax", "Fax|Fax number|Business fax", "Fax|Faxnummer|Telefax"},
	{"email", "E-mail|Mail|E-mailadres|Mailadres|Mail adres", "E-mail|Courriel|Mail|Adresse e-mail|Adresse mail", "E-mail|Mail|E-mail address|Mail address", "E-Mail|Mail|E-Mail-Adresse"},
	{"website", "Website|Webadres|Webstek|Site|Internet|Url|Web|Www", "Site web|Site internet|Site|Url", "Website|Web site|Web page|Url|Homepage", "Webseite|Internetseite|Website|Homepage"},
	{"language", "Taal|Taalcode", "Langue|Code langue", "Language", "Sprache"},
	{"iban", "IBAN|Rekeningnummer|Bankrekening|Rekening|Bankrekeningnummer", "IBAN|Numéro de compte|N° de compte|Compte bancaire|Compte", "IBAN|Bank account", "IBAN|Bankkonto|Kontonummer"},
	{"bic", "BIC|BIC-code|Swift", "BIC|Code BIC|Swift", "BIC|Swift|Swift code", "BIC|Swift"},
	{"remarks", "Opmerkingen|Opmerking|Info|Nota|Nota’s|Notities|Notitie|Memo|Commentaar|Bemerking|Bemerkingen", "Remarques|Remarque|Note|Notes|Info|Commentaire|Commentaires", "Remarks|Remark|Notes|Note|Comments|Comment|Info", "Bemerkungen|Bemerkung|Notizen|Notiz|Anmerkungen|Kommentar|Info"},
}

// contactWords and addressWords are the fields of a contact and of an address. Those of
// the first address are known without "Adres 1" before them, but for the last three.
var contactWords = []word{
	{"name", "Naam|Volledige naam", "Nom|Nom complet", "Name|Full name", "Name"},
	{"role", "Functie|Rol|Job", "Fonction|Rôle", "Job title|Function|Role|Position", "Funktion|Position"},
	{"phone", "Telefoon|Tel|Telefoonnummer", "Téléphone|Tél", "Telephone|Phone", "Telefon"},
	{"mobile", "Gsm|Mobiel", "GSM|Mobile|Portable", "Mobile|Cell", "Handy|Mobil"},
	{"email", "E-mail|Mail|E-mailadres", "E-mail|Mail|Courriel", "E-mail|Mail", "E-Mail|Mail"},
}

var addressWords = []word{
	{"street", "Straat|Straatnaam", "Rue", "Street", "Straße|Strasse"},
	{"line", "Straat en nummer|Straat, nr|Straat + nr|Straat / nr|Straat, nr, bus|Adres|Adreslijn 1|Adreslijn|Adres 1", "Rue et numéro|Rue, n°|Rue, n°, bte|Adresse|Ligne d’adresse 1|Adresse 1", "Street and number|Address|Street address|Address line 1|Address 1", "Straße und Nummer|Straße, Nr|Adresse|Anschrift|Adresszeile 1"},
	{"number", "Huisnummer|Huisnr|Straatnummer", "Numéro de maison|N° de maison|N° rue", "House number|House no|Street number", "Hausnummer|Hausnr"},
	{"box", "Bus|Busnummer|Busnr", "Boîte|Bte|Numéro de boîte", "Box|P.O. box|Flat", "Briefkasten|Postfach|Bus"},
	{"line2", "Adreslijn 2|Adres 2|Toevoeging", "Complément d’adresse|Complément|Ligne d’adresse 2|Adresse 2", "Address line 2|Address 2", "Adresszusatz|Adresszeile 2"},
	{"postcode", "Postcode|Postnummer|Post code", "Code postal|CP", "Postcode|Postal code|ZIP|ZIP code", "Postleitzahl|PLZ"},
	{"town", "Plaats|Gemeente|Stad|Woonplaats|Locatie", "Localité|Ville|Commune", "Town|City|Place|Municipality", "Ort|Stadt|Gemeinde|Wohnort"},
	{"place", "Postcode en plaats|Postcode en gemeente|Postcode, plaats|Postcode, gemeente|Postcode + gemeente|PC en gemeente", "Code postal et localité|Code postal, localité|CP et localité|CP localité|Code postal et ville", "Postcode and town|ZIP and city", "PLZ und Ort|PLZ, Ort|Postleitzahl und Ort"},
	{"country", "Land|Landcode", "Pays|Code pays", "Country|Country code", "Land|Ländercode"},
	{"label", "Naam van het adres|Naam", "Nom de l’adresse|Nom", "Name of the address|Name", "Name der Adresse|Name"},
	{"phone", "Telefoon|Tel", "Téléphone|Tél", "Telephone|Phone", "Telefon"},
	{"email", "E-mail|Mail", "E-mail|Mail", "E-mail|Mail", "E-Mail|Mail"},
}

// before are what stands before the fields of contacts and addresses: as titles have
// it, then as others write it.
var before = map[string]word{
	contact: {"", "Contactpersoon|Contact", "Contact|Personne de contact", "Contact|Contact person", "Ansprechpartner|Kontaktperson|Kontakt"},
	address: {"", "Adres|Leveradres", "Adresse", "Address", "Anschrift|Adresse"},
}

var alone = []string{"label", "phone", "email"} // of an address, words that mean something else alone

// Title is what a field is called at the head of a column; Meaning reads it again.
func Title(field, lang string) string {
	for prefix, head := range before {
		rest, ok := strings.CutPrefix(field, prefix)
		if !ok {
			continue
		}
		n, name, _ := strings.Cut(rest, ".")
		list := addressWords
		if prefix == contact {
			list = contactWords
		}
		for _, w := range list {
			switch {
			case w.field != name:
			case prefix == address && n == "1" && !slices.Contains(alone, name):
				return w.in(lang)[0]
			default:
				return fmt.Sprintf("%s %s %s", head.in(lang)[0], n, w.in(lang)[0])
			}
		}
	}
	if title, ok := momentTitle(field, lang); ok {
		return title
	}
	if title, ok := strings.CutPrefix(field, ownName); ok {
		return title
	}
	for _, w := range append(words, reasons) {
		if w.field == field {
			return w.in(lang)[0]
		}
	}
	return field
}

// key is a title without case, accents and signs.
func key(title string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, search.Fold(strings.ReplaceAll(title, "°", "o")))
}

// meanings are all titles by their key.
var meanings = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	add := func(title, field string) {
		if k := key(title); m[k] == "" && k != "" {
			m[k] = field
		}
	}
	eachWord([]word{reasons}, add)
	eachWord(words, func(title, field string) { add(title, field) })
	eachWord(addressWords, func(title, field string) {
		if !slices.Contains(alone, field) {
			add(title, address+"1."+field)
		}
	})
	for prefix, most := range map[string]int{contact: fiche.MaxContacts, address: fiche.MaxAddresses} {
		list := addressWords
		if prefix == contact {
			list = contactWords
		}
		head := before[prefix]
		eachWord([]word{head}, func(title, _ string) {
			eachWord(list, func(sub, field string) {
				for i := range most {
					add(title+strconv.Itoa(i+1)+sub, prefix+strconv.Itoa(i+1)+"."+field)
				}
				if prefix == contact {
					add(title+sub, contact+"1."+field)
					add(sub+title, contact+"1."+field)
				}
			})
			for i := range most {
				add(title+strconv.Itoa(i+1), prefix+strconv.Itoa(i+1)+map[string]string{contact: ".name", address: Line}[prefix])
			}
			add(title, prefix+"1"+map[string]string{contact: ".name", address: Line}[prefix])
		})
	}
	eachWord(programs, add)
	momentMeanings(add)
	eachWord(contactWords[1:2], func(title, field string) { add(title, contact+"1."+field) })
	for _, f := range append(fiche.FieldNames, Number, FirstName, LastName) {
		add(f, f)
	}
	return m
})

func eachWord(list []word, fn func(title, field string)) {
	for _, lang := range Languages {
		for i := range list {
			for _, title := range list[i].in(lang) {
				fn(title, list[i].field)
			}
		}
	}
}

// Meaning is the field that a title names in one of the four languages, or in WinFakt;
// empty when it names none.
func Meaning(title string) string {
	if slices.Contains(fiche.FieldNames, title) {
		return title
	}
	return meanings()[key(title)]
}

// Mended are the titles of a file that is offered again, as they were the first time: the
// column of Reason is left off.
func Mended(titles []string) (before []string, again bool) {
	if len(titles) > 1 && Meaning(titles[0]) == Reason {
		return titles[1:], true
	}
	return titles, false
}

// joined are the fields that may be filled from more than one column.
var joined = []string{"remarks", "groups", "vat"}

// isTitle reports whether a title is the one that is written for a field.
func isTitle(title, field string) bool {
	return slices.ContainsFunc(Languages, func(lang string) bool { return key(Title(field, lang)) == key(title) })
}

// Propose is what the columns of a file mean, by their titles. A number that stands
// behind the street is that of the house; a second telephone is a mobile one, unless
// there is a column of those. An own field is known by its name, which counts before
// what others call a field that every fiche has.
func Propose(titles []string, own []Own) []string {
	fields := make([]string, len(titles))
	taken := map[string]bool{}
	for i, title := range titles {
		f := Meaning(title)
		if mine := ownNamed(own, title); mine != "" && !taken[mine] && (f == "" || taken[f] || !isTitle(title, f)) {
			f = mine
		}
		if f == Number && (taken[address+"1"+Line] || taken[address+"1.street"]) && !taken[address+"1.number"] {
			f = address + "1.number"
		}
		if f == Reason || taken[f] && !slices.Contains(joined, f) {
			f = ""
		}
		fields[i], taken[f] = f, true
	}
	for i, title := range titles {
		if fields[i] == "" && !taken["mobile"] && Meaning(strings.TrimRight(title, " 23")) == "phone" {
			fields[i], taken["mobile"] = "mobile", true
		}
	}
	if i := slices.Index(fields, address+"1"+Line); i >= 0 && taken[address+"1.number"] {
		fields[i] = address + "1.street"
	}
	asProgram(titles, fields)
	personal(titles, fields)
	oneLine(fields)
	return fields
}
