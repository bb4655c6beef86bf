package store

import "fichebak/store/fiche"

// Words of which invented fiches are made, Dutch and French; the two lists of a kind
// need not be equally long.
var demoWords = map[string]struct {
	surnames, names, trades, forms, streets, roles, texts, remarks []string
}{
	"nl": {
		surnames: []string{"Peeters", "Janssens", "Maes", "Jacobs", "Mertens", "Willems", "Claes", "Goossens", "Wouters", "De Smet", "Vermeulen", "Pauwels", "Hermans", "Aerts", "Michiels", "Lemmens", "Segers", "Smets", "Van Damme", "De Clercq", "Cools", "Stevens", "Desmet", "Coppens", "De Backer", "Bogaert", "Verhoeven", "Martens", "Thijs", "Declercq", "De Vos", "Baert", "Van den Broeck", "Lambrecht", "Verbeke", "Hendrickx", "Baeten", "De Wilde", "Roels", "Verstraete", "Callens", "Ooms", "Dierckx", "Geerts", "Nijs", "Bosmans", "Verlinden", "Huysmans", "Van Acker", "De Ridder", "Timmermans", "Wuyts", "Vandenbussche", "Raes", "D’Hondt", "Lenaerts", "Cuypers", "Beckers", "Driesen", "Mestdagh"},
		names:    []string{"Els", "Koen", "An", "Bart", "Griet", "Wim", "Katrien", "Luc", "Hilde", "Tom", "Sofie", "Dirk", "Nele", "Jan", "Ingrid", "Pieter", "Marijke", "Geert", "Lies", "Stijn", "Hanne", "Rudi", "Veerle", "Patrick", "Ruth", "Joris", "Mieke", "Filip", "Leen", "Kris"},
		trades:   []string{"Bakkerij", "Schrijnwerkerij", "Garage", "Dakwerken", "Bouwbedrijf", "Keukens", "Houthandel", "Slagerij", "Tuinaanleg", "Meubelmakerij", "Drukkerij", "Transport", "Elektro", "Sanitair", "Schilderwerken", "Brouwerij", "Apotheek", "Boekhandel", "Fietsen", "Gevelwerken", "Glas", "Architecten", "Restaurant", "Bloemen", "Immo", "Ramen en deuren", "Parket", "Interieur", "Zagerij", "Studiebureau"},
		forms:    []string{"BV", "NV", "VOF", "CV", "", "", ""},
		streets:  []string{"Kerkstraat", "Molenstraat", "Stationsstraat", "Dorpsstraat", "Nieuwstraat", "Schoolstraat", "Lindelaan", "Industrieweg", "Veldstraat", "Kapelstraat", "Markt", "Beukenlaan", "Brugsesteenweg", "Kasteeldreef", "Heidestraat", "Ambachtenlaan"},
		roles:    []string{"zaakvoerder", "inkoop", "boekhouding", "werfleider", "planning", "magazijn"},
		texts:    []string{"Opmeting ramen", "Offerte overlopen", "Stalen tonen", "Prijs per vierkante meter", "Plaatsbezoek", "Showroom", "Levering bespreken", "Kleuren kiezen", "Vraagt catalogus", "Nieuwe vloer"},
		remarks:  []string{"Belt liever na 17 uur.", "Vraagt eerst een prijslijst.", "Werkt samen met een aannemer uit de buurt.", "Wacht op de vergunning.", "Zag ons op de beurs."},
	},
	"fr": {
		surnames: []string{"Dubois", "Lambert", "Martin", "Dupont", "Simon", "Laurent", "Leroy", "Lejeune", "Renard", "Gérard", "Denis", "François", "Leclercq", "Collard", "Bertrand", "Noël", "Charlier", "Dumont", "Fontaine", "Henry", "Legrand", "Mathieu", "Michel", "Petit", "Piette", "Pirard", "Remy", "Servais", "Thiry", "Wauthier", "Delvaux", "Hubert", "Jacquet", "Lemaire", "Marchal", "Evrard", "Collin", "Toussaint", "Gilson", "Bodart"},
		names:    []string{"Chantal", "Benoît", "Nathalie", "Jean-Marc", "Isabelle", "Philippe", "Catherine", "Olivier", "Sophie", "Thierry", "Anne", "Michel", "Françoise", "Pascal", "Céline", "Vincent", "Aurélie", "Luc", "Julie", "Samir"},
		trades:   []string{"Boulangerie", "Menuiserie", "Garage", "Toitures", "Construction", "Cuisines", "Ébénisterie", "Boucherie", "Jardins", "Imprimerie", "Transports", "Électricité", "Sanitaires", "Peintures", "Brasserie", "Pharmacie", "Librairie", "Quincaillerie", "Vitrerie", "Architectes", "Châssis", "Parquets", "Scierie", "Bureau d’études"},
		forms:    []string{"SRL", "SA", "SNC", "", ""},
		streets:  []string{"Rue de l’Église", "Rue du Moulin", "Rue de la Station", "Grand-Rue", "Rue Neuve", "Rue des Écoles", "Avenue des Tilleuls", "Chaussée de Namur", "Rue du Centre", "Place Communale", "Rue de Fer", "Quai de Meuse", "Rue Haute", "Clos des Érables"},
		roles:    []string{"gérant", "achats", "comptabilité", "chef de chantier", "planning", "dépôt"},
		texts:    []string{"Prise de mesures", "Parcourir l’offre", "Montrer des échantillons", "Prix au mètre carré", "Visite sur place", "Showroom", "Discuter la livraison", "Choix des couleurs", "Demande un catalogue", "Nouveau plancher"},
		remarks:  []string{"Préfère être appelé après 17 h.", "Demande d’abord un tarif.", "Travaille avec un entrepreneur de la région.", "Attend le permis.", "Nous a vus au salon."},
	},
}

// demoGroups and demoSources are shared by all invented fiches.
var (
	demoGroups  = []string{"Hout", "PVC", "Aluminium", "beurs Brussel"}
	demoSources = []string{"Beurs Brussel", "Website", "Advertentie krant", "Mond-tot-mond", "Kwam langs in de showroom", "Partner"}
)

// demoZones are telephone zones by the first two digits of a postcode. Behind a zone
// the numbers that begin with 00 belong to nobody.
var demoZones = map[string]string{
	"22": "014", "23": "014", "24": "014", "28": "015", "30": "016", "31": "016", "32": "016", "33": "016", "34": "016", "35": "011", "36": "089", "37": "012", "38": "011", "39": "011",
	"41": "085", "45": "085", "47": "087", "48": "087", "50": "081", "51": "081", "53": "081", "55": "082", "56": "071", "60": "071", "61": "071", "62": "071", "65": "064", "66": "061", "67": "063", "68": "061", "69": "084",
	"70": "065", "71": "064", "72": "065", "73": "065", "75": "069", "76": "069", "77": "056", "80": "050", "82": "050", "83": "050", "84": "059", "85": "056", "86": "058", "87": "051", "88": "051", "89": "057", "92": "052", "93": "053", "94": "054", "95": "054", "96": "055", "97": "055",
}

// demoKinds are how the kinds are dealt out, in tenths.
var demoKinds = [10]fiche.Kind{
	fiche.Prospect, fiche.Customer, fiche.Prospect, fiche.Prospect, fiche.Customer, fiche.Prospect, fiche.Supplier, fiche.Prospect, fiche.Customer, fiche.Prospect,
}
