package transfer

import (
	"slices"
	"strconv"
	"strings"

	"fichebak/store/fiche"
)

// programs are titles as other programs write them: Outlook in the four languages, and the
// contacts of Google. At home is the second address, and a telephone there that of the
// contact, see Draft.atHome.
var programs = []word{
	{"name", "Naam van bedrijf", "Nom de l’organisation", "Organization Name|Organization 1 - Name", "Name der Organisation"},
	{"salutation", "", "", "Name Prefix", ""},
	{"groups", "", "", "Labels|Group Membership", ""},
	{"phone", "Telefoon op werk|Hoofdtelefoon bedrijf|Hoofdtelefoon", "Téléphone bureau|Téléphone société|Téléphone principal", "Company Main Phone|Primary Phone|Phone 1 - Value", "Telefon geschäftlich|Telefon Firma|Haupttelefon"},
	{"mobile", "", "Tél mobile", "Phone 2 - Value", "Mobiltelefon"},
	{"fax", "Fax op werk|Fax werk", "Télécopie bureau", "", "Fax geschäftlich"},
	{"email", "", "Adresse de messagerie", "E-mail 1 - Value", ""},
	{"website", "Webpagina", "Page Web", "Website 1 - Value", "Webseite"},
	{contact + "1.role", "", "Profession", "Organization Title|Organization 1 - Title", ""},
	{contact + "1.phone", "Telefoon thuis|Telefoon privé", "Téléphone domicile", "Home Phone", "Telefon privat"},
	{address + "1" + Line, "Werkadres straat", "Rue bureau|Adresse bureau", "Business Street|Address 1 - Street", "Straße geschäftlich"},
	{address + "1.line2", "Werkadres straat 2", "Rue bureau 2", "Business Street 2|Address 1 - Extended Address", "Straße geschäftlich 2"},
	{address + "1.postcode", "Werkadres postcode", "Code postal bureau", "Business Postal Code", "Postleitzahl geschäftlich"},
	{address + "1.town", "Werkadres plaats", "Ville bureau", "Business City", "Ort geschäftlich"},
	{address + "1.country", "Werkadres land/regio|Werkadres land", "Pays/Région bureau|Pays bureau", "Business Country/Region|Business Country", "Land/Region geschäftlich"},
	{address + "2" + Line, "Huisadres straat", "Rue domicile|Adresse domicile", "Home Street|Address 2 - Street", "Straße privat"},
	{address + "2.line2", "Huisadres straat 2", "Rue domicile 2", "Home Street 2|Address 2 - Extended Address", "Straße privat 2"},
	{address + "2.postcode", "Huisadres postcode", "Code postal domicile", "Home Postal Code", "Postleitzahl privat"},
	{address + "2.town", "Huisadres plaats", "Ville domicile", "Home City", "Ort privat"},
	{address + "2.country", "Huisadres land/regio|Huisadres land", "Pays/Région domicile|Pays domicile", "Home Country/Region|Home Country", "Land/Region privat"},
}

// carPhones are titles that only Outlook has. There a call-back is a telephone number.
var carPhones = []string{"autotelefoon", "telephonevoiture", "carphone", "autotelefon", "emailtype", "typedemessagerie", "emailtyp"}

// asProgram mends what is proposed for the columns of a file as Outlook or Google makes it.
func asProgram(titles, fields []string) {
	outlook := slices.ContainsFunc(titles, func(t string) bool { return slices.Contains(carPhones, key(t)) })
	for i, title := range titles {
		_, _, _, isMoment := readMomentField(fields[i])
		if outlook && isMoment || strings.HasSuffix(title, " - Label") || strings.HasSuffix(title, " - Type") { // Work, Home
			fields[i] = ""
		}
	}
}

// alsoFirms are titles that are the name of a firm, or of somebody beside a column of
// first names.
var alsoFirms = []string{"naam", "nom", "name"}

// personal mends what is proposed where there are first names: beside them a plain name is
// that of the family, or the whole that both make; the firm has a column of its own.
func personal(titles, fields []string) {
	plain := slices.IndexFunc(fields, func(f string) bool { return f == "name" })
	if plain < 0 || !slices.Contains(alsoFirms, key(titles[plain])) || !slices.Contains(fields, FirstName) {
		return
	}
	firm := -1
	for i, title := range titles {
		if i != plain && fields[i] == "" && Meaning(title) == "name" {
			firm = i
			break
		}
	}
	switch {
	case !slices.Contains(fields, LastName):
		fields[plain] = LastName
	case firm >= 0:
		fields[plain] = ""
	}
	if firm >= 0 {
		fields[firm] = "name"
	}
}

// oneLine has the number taken from the street, and the postcode from the town, where no
// column has them.
func oneLine(fields []string) {
	for n := range fiche.MaxAddresses {
		at := address + strconv.Itoa(n+1)
		if i := slices.Index(fields, at+".street"); i >= 0 && !slices.Contains(fields, at+".number") {
			fields[i] = at + Line
		}
		if i := slices.Index(fields, at+".town"); i >= 0 && !slices.Contains(fields, at+".postcode") && !slices.Contains(fields, at+Place) {
			fields[i] = at + Place
		}
	}
}

// atHome makes of what a person has at home what the fiche of a person has: of somebody
// with no firm the address and the telephone at home are the first.
func (d *Draft) atHome() {
	has := func(at string) bool {
		for n, text := range d.Values {
			if strings.HasPrefix(n, at) && text != "" {
				return true
			}
		}
		return false
	}
	if has(address+"2.") && !has(address+"1.") {
		for _, w := range addressWords {
			if text, ok := d.Values[address+"2."+w.field]; ok {
				d.Values[address+"1."+w.field] = text
				delete(d.Values, address+"2."+w.field)
			}
		}
	}
	if phone := contact + "1.phone"; d.Values["phone"] == "" && d.Values[phone] != "" {
		d.Values["phone"] = d.Values[phone]
		delete(d.Values, phone)
	}
}

// several is what Google puts between values of one kind, oftenSeveral the fields that have
// them, and labels those that it makes itself.
const several = ":::"

var oftenSeveral = []string{"phone", "mobile", "fax", "email", "website", "groups"}

var labels = []string{"* myContacts", "* starred", "* friends", "* family", "* coworkers"}

// firstOf is the first of several values; the others are kept as a remark. Groups are all
// of them but Google's own.
func (d *Draft) firstOf(field, text string) string {
	all := strings.Split(text, several)
	for i := range all {
		all[i] = strings.TrimSpace(all[i])
	}
	if field == "groups" {
		all = slices.DeleteFunc(all, func(g string) bool { return slices.Contains(labels, g) })
		return strings.Join(all, ", ")
	}
	for _, more := range all[1:] {
		d.set("remarks", more)
	}
	return all[0]
}
