package store

import (
	"time"

	"fichebak/store/fiche"
)

// example is one invented fiche. A text "hout|bois|wood|Holz" is Dutch, French, English and
// German; one without bars is the same in all. Numbers of VAT and telephones are of ranges that nobody has.
type example struct {
	kind    fiche.Kind
	name    string
	person  string // the full name of a private person
	groups  string
	source  string
	vat     int // makes its VAT number; 0: none
	street  string
	town    string
	phone   string
	mobile  string
	mail    string
	contact string // name, role
	lang    string
	remarks string
	more    fiche.Values
	moments []exampleMoment
}

// exampleMoment is a moment some days from today, or some time from now.
type exampleMoment struct {
	kind fiche.MomentKind
	day  int
	hour string // empty: in the course of the day
	text string
	done bool
	in   time.Duration // from now, in place of day and hour
	lead string
}

func met(day int, text string) exampleMoment {
	return exampleMoment{kind: fiche.FirstContact, day: day, text: text}
}

func visit(day int, hour, text string) exampleMoment {
	return exampleMoment{kind: fiche.Appointment, day: day, hour: hour, text: text}
}

func call(day int, hour, text string) exampleMoment {
	return exampleMoment{kind: fiche.CallBack, day: day, hour: hour, text: text}
}

func sold(day int, text string) exampleMoment {
	return exampleMoment{kind: fiche.Sold, day: day, text: text}
}

// soon is a moment of today; late in the evening it has no hour any more.
func soon(kind fiche.MomentKind, in time.Duration, text string) exampleMoment {
	return exampleMoment{kind: kind, in: in, text: text}
}

func (m exampleMoment) isDone() exampleMoment { m.done = true; return m }

const (
	wood = "Hout|Bois|Wood|Holz"
	pvc  = "PVC"
	fair = "beurs Brussel|salon Bruxelles|Brussels fair|Messe Brüssel"

	byFair  = "Beurs Brussel|Salon de Bruxelles|Brussels trade fair|Messe in Brüssel"
	byWeb   = "Website|Site web|Website|Website"
	byPaper = "Advertentie krant|Annonce journal|Newspaper advert|Zeitungsanzeige"
	byMouth = "Mond-tot-mond|Bouche à oreille|Word of mouth|Empfehlung"
	byDoor  = "Kwam langs in de showroom|Visite au showroom|Came into the showroom|Besuch im Ausstellungsraum"
)

// examples are the forty fiches with which one can practise.
var examples = [ExampleCount]example{
	{kind: fiche.Prospect, name: "Claes Houtbouw BV", groups: wood + ", " + fair, source: byFair, vat: 14, street: "Kortrijksestraat 214", town: "8020 Oostkamp", phone: "050 00 41 27", mail: "info@claeshoutbouw.example", contact: "Els Claes, zaakvoerder|gérante|managing director|Geschäftsführerin", lang: "nl",
		remarks: "Zoekt een vaste leverancier voor thermisch behandeld hout.|Cherche un fournisseur fixe de bois thermo-traité.|Looking for a regular supplier of heat-treated timber.|Sucht einen festen Lieferanten für thermisch behandeltes Holz.",
		moments: []exampleMoment{met(-12, "Op onze stand, nam de catalogus mee|Sur notre stand, a pris le catalogue|At our stand, took the catalogue along|An unserem Stand, nahm den Katalog mit"), {kind: fiche.Appointment, in: 2 * time.Minute, lead: "0", text: "Plaatsbezoek magazijn, meetstok mee|Visite de l’entrepôt, prendre le mètre|Site visit at the warehouse, bring the rule|Besuch im Lager, Zollstock mitnehmen"}}},
	{kind: fiche.Prospect, name: "Bakkerij Peeters", groups: pvc, source: byDoor, vat: 92, street: "Stationsstraat 8", town: "2440 Geel", phone: "014 00 13 68", mail: "peeters@bakkerij.example", contact: "Jos Peeters, bakker|boulanger|baker|Bäcker", lang: "nl",
		moments: []exampleMoment{met(-5, ""), soon(fiche.Appointment, 2*time.Hour, "Showroom: pui in PVC, crèmewit|Showroom : devanture en PVC, blanc crème|Showroom: PVC shop front, cream white|Ausstellung: Ladenfront in PVC, cremeweiß")}},
	{kind: fiche.Prospect, name: "De Smet Els", person: "Els De Smet", groups: wood, source: byMouth, street: "Lindelaan 27", town: "9000 Gent", mobile: "0470 00 38 61", mail: "els.desmet@post.example", lang: "nl",
		moments: []exampleMoment{met(-9, "Belt op aanraden van haar zus|Appelle sur le conseil de sa sœur|Rings on her sister’s advice|Ruft auf Rat ihrer Schwester an"), soon(fiche.CallBack, 75*time.Minute, "prijs van eiken trap|prix d’un escalier en chêne|price of an oak staircase|Preis einer Eichentreppe")}},
	{kind: fiche.Prospect, name: "Veranda’s Mertens", groups: pvc + ", " + fair, source: byFair, vat: 60, street: "Industrieweg 41", town: "3500 Hasselt", phone: "011 00 31 88", mail: "info@mertensverandas.example", contact: "Koen Mertens, zaakvoerder|gérant|managing director|Geschäftsführer", lang: "nl",
		moments: []exampleMoment{met(-12, ""), call(0, "", "kleurstalen aangekomen|échantillons de couleur arrivés|colour samples have arrived|Farbmuster eingetroffen")}},
	{kind: fiche.Prospect, name: "Notariaat Goethals & Nijs", groups: wood, source: byWeb, vat: 44, street: "Grote Markt 3", town: "8500 Kortrijk", phone: "056 00 27 55", mail: "onthaal@goethalsnijs.example", contact: "Griet Nijs, notaris|notaire|notary|Notarin", lang: "nl",
		moments: []exampleMoment{met(-20, ""), visit(-1, "14:00", "Opmeting binnendeuren|Mesure des portes intérieures|Measuring the inside doors|Aufmaß Innentüren")}},
	{kind: fiche.Prospect, name: "Allaert Marijke", person: "Marijke Allaert", groups: pvc, source: byPaper, street: "Kerkplein 12", town: "8800 Roeselare", phone: "051 00 62 18", lang: "nl",
		moments: []exampleMoment{met(-7, ""), call(-3, "", "belt liever na 17 uur|préfère après 17 h|prefers a call after 5 p.m.|lieber nach 17 Uhr")}},
	{kind: fiche.Prospect, name: "Gevelwerken Lambrecht", groups: wood, source: byWeb, vat: 34, street: "Molenstraat 66", town: "9300 Aalst", phone: "053 00 46 75", mail: "werf@lambrecht.example", contact: "Dirk Lambrecht, werfleider|chef de chantier|site manager|Bauleiter", lang: "nl",
		moments: []exampleMoment{visit(-8, "10:00", "Eerste gesprek|Premier entretien|First talk|Erstes Gespräch").isDone(), visit(-2, "09:30", "Offerte overlopen|Parcourir l’offre|Going through the quotation|Angebot durchgehen")}},
	{kind: fiche.Prospect, name: "Architectenbureau Noord", groups: wood + ", " + pvc, source: byMouth, vat: 66, street: "Paardenmarkt 90", town: "2000 Antwerpen", mobile: "0470 00 35 70", mail: "studio@noord.example", contact: "Lies Van Dyck, architect|architecte|architect|Architektin", lang: "nl",
		moments: []exampleMoment{met(-30, "Ontwerpt een school in Merksem|Conçoit une école à Merksem|Designing a school in Merksem|Entwirft eine Schule in Merksem"), visit(1, "10:00", "Lastenboek schrijnwerk|Cahier des charges menuiserie|Joinery specification|Leistungsverzeichnis Schreinerarbeiten")}},
	{kind: fiche.Prospect, name: "Zagerij Thijs & Zonen", groups: wood, source: byFair, vat: 101, street: "Boskant 5", town: "3900 Pelt", phone: "011 00 66 21", lang: "nl", contact: "Wim Thijs",
		moments: []exampleMoment{met(-12, ""), call(1, "11:30", "staffelprijs vanaf 20 m³|prix dégressif dès 20 m³|quantity price from 20 m³|Staffelpreis ab 20 m³")}},
	{kind: fiche.Prospect, name: "Menuiserie Lejeune SRL", groups: wood + ", " + fair, source: byFair, vat: 71, street: "Chaussée de Namur 118", town: "5030 Gembloux", phone: "081 00 00 27", mail: "atelier@lejeune.example", contact: "Benoît Lejeune, zaakvoerder|gérant|managing director|Geschäftsführer", lang: "fr",
		moments: []exampleMoment{met(-12, "Vraagt een prijslijst in het Frans|Demande un tarif en français|Asks for a price list in French|Wünscht eine Preisliste auf Französisch"), visit(1, "14:15", "Bezoek aan zijn werkplaats|Visite de son atelier|Visit to his workshop|Besuch in seiner Werkstatt")}},
	{kind: fiche.Prospect, name: "Janssens Katrien", person: "Katrien Janssens", groups: pvc, source: byWeb, street: "Zonnedreef 4", town: "3000 Leuven", mobile: "0470 00 11 32", mail: "katrien.janssens@post.example", lang: "nl",
		moments: []exampleMoment{met(-2, "Via het formulier op de website|Par le formulaire du site web|Through the form on the website|Über das Formular auf der Website"), call(2, "", "wacht op beslissing van de bank|attend la décision de la banque|waiting for the bank’s decision|wartet auf die Entscheidung der Bank")}},
	{kind: fiche.Prospect, name: "Keukens Deprez NV", groups: wood, source: byPaper, vat: 117, street: "Brugsesteenweg 310", town: "8520 Kuurne", phone: "056 00 80 04", mail: "inkoop@keukensdeprez.example", contact: "Sofie Deprez, inkoop|achats|purchasing|Einkauf", lang: "nl",
		moments: []exampleMoment{met(-40, ""), visit(6, "13:00", "Stalen werkbladen tonen|Montrer des échantillons de plans de travail|Show worktop samples|Muster von Arbeitsplatten zeigen")}},
	{kind: fiche.Prospect, name: "Garage Willems", groups: pvc, source: byWeb, vat: 62, street: "Steenweg op Gierle 77", town: "2300 Turnhout", phone: "014 00 97 30", contact: "Patrick Willems", lang: "nl",
		moments: []exampleMoment{visit(0, "08:30", "Opmeting sectionaalpoort|Mesure de la porte sectionnelle|Measuring the sectional door|Aufmaß Sektionaltor").isDone(), call(9, "", "")}},
	{kind: fiche.Prospect, name: "Fritz Holzhandel", groups: wood, source: byFair, vat: 48, street: "Aachener Straße 21", town: "4700 Eupen", phone: "087 00 00 41", mail: "kontakt@fritzholz.example", contact: "Karin Fritz", lang: "de",
		moments: []exampleMoment{met(-12, ""), visit(14, "11:00", "")}},
	{kind: fiche.Prospect, name: "Dubois Jean-Marc", person: "Jean-Marc Dubois", groups: pvc, source: byPaper, street: "Rue du Moulin 9", town: "1300 Wavre", mobile: "0470 00 54 17", lang: "fr"},
	{kind: fiche.Prospect, name: "Crèche De Kleine Beer VZW", groups: wood, source: byMouth, vat: 20, street: "Speelpleinstraat 2", town: "9040 Gent", mobile: "0470 00 27 81", mail: "welkom@kleinebeer.example", contact: "Hanne Wouters, coördinator|coordinatrice|coordinator|Koordinatorin", lang: "nl",
		remarks: "Subsidie aangevraagd; antwoord in het najaar.|Subside demandé ; réponse en automne.|Has applied for a grant; answer in autumn.|Zuschuss beantragt; Antwort im Herbst."},
	{kind: fiche.Prospect, name: "Bouwbedrijf Cools", groups: wood + ", " + pvc, source: byWeb, vat: -1, street: "Nijverheidslaan 15", town: "2800 Mechelen", phone: "015 00 25 43", contact: "Tom Cools", lang: "nl",
		remarks: "Btw-nummer zo doorgegeven aan de telefoon; nog eens navragen.|Numéro de TVA donné ainsi au téléphone ; à redemander.|VAT number given like this on the phone; ask again.|MwSt.-Nummer so am Telefon angegeben; noch einmal nachfragen."},
	{kind: fiche.Prospect, name: "Houtatelier Wouters", groups: wood, source: byDoor, vat: 21, street: "Dorpsstraat 133", town: "3210 Lubbeek", phone: "016 00 58 23", lang: "nl", more: fiche.Values{"active": ""},
		remarks: "Stopt op het einde van het jaar.|Cesse ses activités en fin d’année.|Closing down at the end of the year.|Hört Ende des Jahres auf.", moments: []exampleMoment{met(-200, "")}},

	{kind: fiche.Customer, name: "Dakwerken Pol BV", groups: wood, source: byMouth, vat: 33, street: "Oude Baan 52", town: "9800 Deinze", mobile: "0470 00 41 10", mail: "pol@dakwerken.example", contact: "Pol Baert, zaakvoerder|gérant|managing director|Geschäftsführer", lang: "nl",
		moments: []exampleMoment{met(-90, ""), sold(-30, "Keperhout voor drie daken|Chevrons pour trois toits|Rafters for three roofs|Sparren für drei Dächer"), call(3, "09:15", "tevreden over de levering?|content de la livraison ?|happy with the delivery?|zufrieden mit der Lieferung?")}},
	{kind: fiche.Customer, name: "Schrijnwerkerij Desmedt", groups: wood, source: byFair, vat: 90, street: "Ambachtenlaan 7", town: "3001 Heverlee", phone: "016 00 71 03", mail: "info@desmedt.example", contact: "An Desmedt", lang: "nl",
		moments: []exampleMoment{sold(-14, "Afzelia, 4 m³"), visit(1, "16:00", "Nieuwe machine bekijken|Voir la nouvelle machine|See the new machine|Neue Maschine ansehen")}},
	{kind: fiche.Customer, name: "Meubelmakerij Hendrickx", groups: wood, source: byWeb, vat: 82, street: "Diestsestraat 201", town: "3270 Scherpenheuvel", phone: "013 00 19 44", lang: "nl", moments: []exampleMoment{sold(-3, "Notelaar, plaatmateriaal|Noyer, panneaux|Walnut, sheet material|Nussbaum, Plattenware")}},
	{kind: fiche.Customer, name: "Van Acker Luc", person: "Luc Van Acker", groups: pvc, source: byPaper, street: "Meersstraat 18", town: "9230 Wetteren", mobile: "0470 00 72 45", lang: "nl",
		moments: []exampleMoment{met(-70, ""), sold(-45, "Zeven ramen en een voordeur|Sept fenêtres et une porte d’entrée|Seven windows and a front door|Sieben Fenster und eine Haustür"), soon(fiche.Appointment, 4*time.Hour, "Afstellen voordeur|Réglage de la porte d’entrée|Adjusting the front door|Haustür einstellen")}},
	{kind: fiche.Customer, name: "Ébénisterie Lambert SA", groups: wood, source: byFair, vat: 55, street: "Quai de la Batte 14", town: "4000 Liège", mobile: "0470 00 00 27", mail: "contact@lambert.example", contact: "Chantal Lambert, zaakvoerder|administratrice|director|Geschäftsführerin", lang: "fr",
		moments: []exampleMoment{sold(-21, "Eik, 2 m³|Chêne, 2 m³|Oak, 2 m³|Eiche, 2 m³"), call(-1, "10:00", "factuur nog niet ontvangen|facture pas encore reçue|invoice not received yet|Rechnung noch nicht erhalten")}},
	{kind: fiche.Customer, name: "Immo Kustzicht", groups: pvc, source: byMouth, vat: 56, street: "Zeedijk 100", town: "8400 Oostende", phone: "059 00 14 36", mail: "beheer@kustzicht.example", contact: "Ruth Maes, syndicus|syndic|managing agent|Hausverwalterin", lang: "nl",
		moments: []exampleMoment{sold(-60, "Ramen residentie Albatros|Fenêtres de la résidence Albatros|Windows for the Albatros flats|Fenster Residenz Albatros"), visit(8, "10:30", "Tweede fase|Deuxième phase|Second phase|Zweite Phase")}},
	{kind: fiche.Customer, name: "Basisschool De Regenboog", groups: pvc, source: byWeb, street: "Schoolstraat 1", town: "1500 Halle", mobile: "0470 00 18 25", mail: "directie@regenboog.example", contact: "Nele Aerts, directeur|directrice|head teacher|Schulleiterin", lang: "nl", moments: []exampleMoment{sold(-120, "")}},
	{kind: fiche.Customer, name: "Restaurant Le Phare", groups: wood, source: byDoor, vat: 58, street: "Rue Neuve 44", town: "1000 Bruxelles", mobile: "0470 00 46 90", contact: "Samir Haddad", lang: "fr", moments: []exampleMoment{sold(-10, "Terrasvloer|Plancher de terrasse|Decking|Terrassenboden"), call(5, "", "onderhoudsolie bestellen|commander l’huile d’entretien|order maintenance oil|Pflegeöl bestellen")}},
	{kind: fiche.Customer, name: "Maes Ingrid", person: "Ingrid Maes", groups: wood, source: byMouth, street: "Heidestraat 63", town: "2950 Kapellen", mobile: "0470 00 19 08", lang: "nl", moments: []exampleMoment{sold(-33, "Tuinhuis|Abri de jardin|Garden shed|Gartenhaus")}},
	{kind: fiche.Customer, name: "Brouwerij ’t Vat", groups: wood, source: byFair, vat: 59, street: "Brouwerijplein 6", town: "8650 Houthulst", phone: "051 00 33 12", mail: "brouwer@tvat.example", lang: "nl", moments: []exampleMoment{sold(-75, "Vaten en stellingen|Fûts et rayonnages|Barrels and shelving|Fässer und Regale")}},
	{kind: fiche.Customer, name: "Simon Nathalie", person: "Nathalie Simon", groups: pvc, source: byWeb, street: "Avenue des Tilleuls 31", town: "6000 Charleroi", mobile: "0470 00 85 52", mail: "n.simon@post.example", lang: "fr", moments: []exampleMoment{sold(-18, "")}},
	{kind: fiche.Customer, name: "Claes Interieur", groups: wood, source: byMouth, vat: 14, street: "Kortrijksestraat 216", town: "8020 Oostkamp", phone: "050 00 41 28", lang: "nl", remarks: "Zelfde ondernemingsnummer als Claes Houtbouw.|Même numéro d’entreprise que Claes Houtbouw.|Same enterprise number as Claes Houtbouw.|Gleiche Unternehmensnummer wie Claes Houtbouw."},

	{kind: fiche.Supplier, name: "Ardenner Woud NV", groups: wood, source: byFair, vat: 81, street: "Route de Bouillon 12", town: "6800 Libramont-Chevigny", phone: "061 00 00 14", mail: "vente@ardennerwoud.example", contact: "Luc Collard, verkoop|vente|sales|Verkauf", lang: "fr", more: fiche.Values{"iban": "BE62510007547061", "bic": "VAPEBE22"}},
	{kind: fiche.Supplier, name: "Profielen Van Hool PVC", groups: pvc, source: byFair, vat: 83, street: "Havenlaan 88", town: "9130 Beveren", mobile: "0470 00 77 61", mail: "orders@profielen.example", contact: "Bart Segers, binnendienst|service interne|inside sales|Innendienst", lang: "nl", more: fiche.Values{"iban": "BE48320070184927", "bic": "BBRUBEBB"},
		moments: []exampleMoment{visit(3, "15:00", "Nieuwe kleuren voor het voorjaar|Nouvelles couleurs du printemps|New colours for spring|Neue Farben für das Frühjahr")}},
	{kind: fiche.Supplier, name: "Glas Desmet", groups: pvc, source: byWeb, vat: 84, street: "Glasstraat 2", town: "2400 Mol", phone: "014 00 55 20", lang: "nl"},
	{kind: fiche.Supplier, name: "Quincaillerie Martin", groups: wood + ", " + pvc, source: byMouth, vat: 85, street: "Rue de Fer 70", town: "5000 Namur", phone: "081 00 00 63", contact: "Françoise Martin", lang: "fr"},
	{kind: fiche.Supplier, name: "Lijm & Lak Verbruggen", groups: wood, source: byWeb, vat: 86, street: "Chemieweg 19", town: "2040 Antwerpen", mobile: "0470 00 12 94", mail: "info@lijmenlak.example", lang: "nl", moments: []exampleMoment{call(4, "", "veiligheidsfiches opvragen|demander les fiches de sécurité|ask for safety data sheets|Sicherheitsdatenblätter anfordern")}},
	{kind: fiche.Supplier, name: "Transport Hermans", groups: "", source: byMouth, vat: 87, street: "Expressweg 200", town: "3600 Genk", phone: "011 00 81 15", mobile: "0470 00 96 33", contact: "Rudi Hermans, planning", lang: "nl"},
	{kind: fiche.Supplier, name: "Drukkerij Zwart op Wit", groups: "", source: byPaper, vat: 88, street: "Inktstraat 11", town: "9100 Sint-Niklaas", mobile: "0470 00 64 07", lang: "nl", moments: []exampleMoment{call(-4, "11:00", "proefdruk catalogus|épreuve du catalogue|catalogue proof|Probedruck Katalog").isDone()}},
	{kind: fiche.Supplier, name: "Schroeven Claeys", groups: wood, source: byFair, vat: 89, street: "Spoorweglaan 23", town: "8700 Tielt", phone: "051 00 90 41", lang: "nl"},
	{kind: fiche.Supplier, name: "Elektro Baeten", groups: "", source: byMouth, vat: 91, street: "Kapelstraat 5", town: "3945 Ham", phone: "013 00 47 58", contact: "Geert Baeten", lang: "nl"},
	{kind: fiche.Supplier, name: "Beslag Europa BV", groups: pvc, source: byFair, vat: 93, street: "Europalaan 1", town: "9620 Zottegem", mobile: "0470 00 28 66", mail: "sales@beslageuropa.example", contact: "Mieke Roels, sales", lang: "nl"},
}
