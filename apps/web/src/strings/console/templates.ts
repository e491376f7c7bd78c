/**
 * Announcements that are written before they are needed, in every language of the app. "{place}" is
 * filled in by whoever sends one.
 */
type Words = readonly [action: string, title: string, body: string];

export const templateWords = {
  weather: {
    en: [
      "Leave open ground. Wait in a car or a building.",
      "A storm is near. The show stops.",
      "Stay away from metal and tall trees.",
    ],
    de: [
      "Verlasst freies Gelände. Wartet im Auto oder im Gebäude.",
      "Ein Gewitter ist nah. Die Show macht Pause.",
      "Bleibt weg von Metall und hohen Bäumen.",
    ],
    fr: [
      "Quittez le terrain ouvert. Attendez en voiture ou dans un bâtiment.",
      "Un orage approche. Le concert s’arrête.",
      "Restez loin du métal et des grands arbres.",
    ],
    es: [
      "Salid del campo abierto. Esperad en un coche o un edificio.",
      "Se acerca una tormenta. El concierto se detiene.",
      "Lejos del metal y de los árboles altos.",
    ],
    nl: [
      "Ga weg van open terrein. Wacht in een auto of gebouw.",
      "Er komt onweer aan. De show stopt.",
      "Blijf weg bij metaal en hoge bomen.",
    ],
    pt: [
      "Saiam do campo aberto. Esperem num carro ou edifício.",
      "Vem aí uma tempestade. O concerto para.",
      "Fiquem longe de metal e de árvores altas.",
    ],
    it: [
      "Lasciate i campi aperti. Aspettate in auto o in un edificio.",
      "Arriva un temporale. Il concerto si ferma.",
      "State lontani dal metallo e dagli alberi alti.",
    ],
    pl: [
      "Zejdźcie z otwartego terenu. Czekajcie w aucie lub budynku.",
      "Nadciąga burza. Koncert przerwany.",
      "Trzymajcie się z dala od metalu i wysokich drzew.",
    ],
    da: [
      "Forlad åbent terræn. Vent i en bil eller en bygning.",
      "Der er uvejr på vej. Koncerten stopper.",
      "Hold jer fra metal og høje træer.",
    ],
    sv: [
      "Lämna öppen mark. Vänta i en bil eller en byggnad.",
      "Ett oväder är nära. Konserten stoppas.",
      "Håll er borta från metall och höga träd.",
    ],
    cs: [
      "Odejděte z otevřené plochy. Počkejte v autě nebo v budově.",
      "Blíží se bouřka. Koncert se přerušuje.",
      "Držte se dál od kovu a vysokých stromů.",
    ],
    ar: [
      "غادروا الأماكن المكشوفة. انتظروا في سيارة أو مبنى.",
      "عاصفة قريبة. العرض يتوقف.",
      "ابتعدوا عن المعادن والأشجار العالية.",
    ],
  },
  evacuate: {
    en: ["Go to {place} now", "This area must be empty.", "Walk, do not run. Leave your things."],
    de: [
      "Geht jetzt: {place}",
      "Dieser Bereich muss leer sein.",
      "Geht, rennt nicht. Lasst alles liegen.",
    ],
    fr: [
      "Allez maintenant : {place}",
      "Cette zone doit être vide.",
      "Marchez, ne courez pas. Laissez vos affaires.",
    ],
    es: [
      "Id ahora: {place}",
      "Esta zona debe quedar vacía.",
      "Caminad, no corráis. Dejad vuestras cosas.",
    ],
    nl: [
      "Ga nu naar {place}",
      "Dit gebied moet leeg zijn.",
      "Loop, ren niet. Laat je spullen liggen.",
    ],
    pt: [
      "Vão agora: {place}",
      "Esta zona tem de ficar vazia.",
      "Andem, não corram. Deixem as vossas coisas.",
    ],
    it: [
      "Andate ora: {place}",
      "Questa zona deve essere vuota.",
      "Camminate, non correte. Lasciate le vostre cose.",
    ],
    pl: [
      "Idźcie teraz: {place}",
      "Ten teren musi być pusty.",
      "Idźcie, nie biegnijcie. Zostawcie rzeczy.",
    ],
    da: [
      "Gå nu til {place}",
      "Dette område skal være tomt.",
      "Gå, løb ikke. Lad jeres ting ligge.",
    ],
    sv: [
      "Gå nu till {place}",
      "Det här området måste vara tomt.",
      "Gå, spring inte. Lämna era saker.",
    ],
    cs: [
      "Jděte teď: {place}",
      "Tento prostor musí být prázdný.",
      "Jděte, neběhejte. Věci nechte na místě.",
    ],
    ar: ["اذهبوا الآن إلى {place}", "يجب إخلاء هذه المنطقة.", "امشوا ولا تركضوا. اتركوا أغراضكم."],
  },
  stage: {
    en: ["", "Change of programme: {place}", "The screens show the new times."],
    de: ["", "Programmänderung: {place}", "Die neuen Zeiten stehen auf den Bildschirmen."],
    fr: ["", "Changement de programme : {place}", "Les écrans affichent les nouveaux horaires."],
    es: ["", "Cambio de programa: {place}", "Las pantallas muestran los nuevos horarios."],
    nl: ["", "Programmawijziging: {place}", "De nieuwe tijden staan op de schermen."],
    pt: ["", "Mudança de programa: {place}", "Os ecrãs mostram os novos horários."],
    it: ["", "Cambio di programma: {place}", "Gli schermi mostrano i nuovi orari."],
    pl: ["", "Zmiana programu: {place}", "Nowe godziny są na ekranach."],
    da: ["", "Ændring i programmet: {place}", "De nye tider står på skærmene."],
    sv: ["", "Ändring i programmet: {place}", "De nya tiderna står på skärmarna."],
    cs: ["", "Změna programu: {place}", "Nové časy jsou na obrazovkách."],
    ar: ["", "تغيير في البرنامج: {place}", "الشاشات تعرض المواعيد الجديدة."],
  },
  child: {
    en: ["", "The lost child is found.", "Thank you. Nobody needs to search any more."],
    de: ["", "Das vermisste Kind ist gefunden.", "Danke. Niemand muss mehr suchen."],
    fr: ["", "L’enfant perdu est retrouvé.", "Merci. Plus personne n’a besoin de chercher."],
    es: ["", "El niño perdido ha aparecido.", "Gracias. Ya no hace falta buscar."],
    nl: ["", "Het vermiste kind is gevonden.", "Dank je wel. Niemand hoeft meer te zoeken."],
    pt: ["", "A criança perdida foi encontrada.", "Obrigado. Já ninguém precisa de procurar."],
    it: ["", "Il bambino smarrito è stato trovato.", "Grazie. Nessuno deve più cercare."],
    pl: ["", "Zaginione dziecko się znalazło.", "Dziękujemy. Nie trzeba już szukać."],
    da: ["", "Det forsvundne barn er fundet.", "Tak. Ingen behøver at lede mere."],
    sv: ["", "Det försvunna barnet är hittat.", "Tack. Ingen behöver leta längre."],
    cs: ["", "Ztracené dítě se našlo.", "Děkujeme. Nikdo už nemusí hledat."],
    ar: ["", "تم العثور على الطفل المفقود.", "شكرا لكم. لم يعد أحد بحاجة إلى البحث."],
  },
  water: {
    en: ["", "Free drinking water: {place}", "Bring your own bottle."],
    de: ["", "Kostenloses Trinkwasser: {place}", "Bringt eure eigene Flasche mit."],
    fr: ["", "Eau potable gratuite : {place}", "Apportez votre gourde."],
    es: ["", "Agua potable gratis: {place}", "Traed vuestra botella."],
    nl: ["", "Gratis drinkwater: {place}", "Neem je eigen fles mee."],
    pt: ["", "Água potável grátis: {place}", "Tragam a vossa garrafa."],
    it: ["", "Acqua potabile gratis: {place}", "Portate la vostra borraccia."],
    pl: ["", "Darmowa woda pitna: {place}", "Weźcie własną butelkę."],
    da: ["", "Gratis drikkevand: {place}", "Tag din egen flaske med."],
    sv: ["", "Gratis dricksvatten: {place}", "Ta med egen flaska."],
    cs: ["", "Pitná voda zdarma: {place}", "Vezměte si vlastní láhev."],
    ar: ["", "ماء شرب مجاني: {place}", "أحضروا زجاجاتكم."],
  },
  transport: {
    en: ["", "Getting home: {place}", "Staff at the exits show you the way."],
    de: ["", "Heimweg: {place}", "Das Personal an den Ausgängen zeigt den Weg."],
    fr: ["", "Pour rentrer : {place}", "Le personnel aux sorties vous indique le chemin."],
    es: ["", "Vuelta a casa: {place}", "El personal de las salidas indica el camino."],
    nl: ["", "Naar huis: {place}", "Personeel bij de uitgangen wijst de weg."],
    pt: ["", "Regresso a casa: {place}", "A equipa nas saídas indica o caminho."],
    it: ["", "Per tornare a casa: {place}", "Lo staff alle uscite vi indica la strada."],
    pl: ["", "Powrót do domu: {place}", "Obsługa przy wyjściach wskaże drogę."],
    da: ["", "Hjem: {place}", "Personalet ved udgangene viser vej."],
    sv: ["", "Hem: {place}", "Personalen vid utgångarna visar vägen."],
    cs: ["", "Cesta domů: {place}", "Personál u východů ukáže cestu."],
    ar: ["", "العودة إلى المنزل: {place}", "الطاقم عند المخارج يدلكم على الطريق."],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Words>>>>;

/** Names of the templates. */
export const templateNames: Readonly<Record<keyof typeof templateWords, string>> = {
  weather: "Weather hold",
  evacuate: "Empty an area",
  stage: "Stage change",
  child: "Lost child found",
  water: "Drinking water",
  transport: "Getting home",
};
