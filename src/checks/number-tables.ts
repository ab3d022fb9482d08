import type { LanguageTag } from '../model/language.ts';

/** The words of a language for numbers: lists separated by spaces, forms of one value by `/`, `_` for a space inside a form. */
export interface NumberTable {
  /** The words of 0, 1, 2 … */
  cardinals: string;
  /** The words of 0, 10, 20 … 90; `-` where there is none. */
  tens: string;
  /** Further cardinals, `22=veintidós`. */
  more?: string;
  /** Ordinals, from 0 on. */
  ordinals: string;
  /** Nouns for so many of something: `12=dozen`. They are vague (`dozens`), and answer for a figure only. */
  collectives: string;
  /** Parts of one: `0.5=half`. */
  fractions: string;
  /** Articles that can be a one. */
  articles: string;
  /** Words that multiply what stands before them: `1000=thousand`. */
  scales: string;
  /** Names of months, from 0 on. */
  months: string;
  /** Names of hours: `12=noon`. */
  hours: string;
  /** Cardinals that are more often something else (French `neuf` is new): they answer for a figure and are never missed. */
  doubtful?: string;
}

export const numberTables: Record<LanguageTag, NumberTable> = {
  en: {
    cardinals:
      'zero/nil one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    tens: '- - twenty thirty forty fifty sixty seventy eighty ninety',
    ordinals:
      '- first/once second/twice third/thirds/thrice fourth/fourths fifth/fifths sixth seventh eighth ninth tenth/tenths eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth',
    collectives:
      '2=couple 2=pair 2=both 2=double 3=triple 10=tens 10=decade 12=dozen 12=dozens 14=fortnight 20=twenties 30=thirties 40=forties 50=fifties 60=sixties 70=seventies 80=eighties 90=nineties 30=thirtieth 40=fortieth 50=fiftieth 60=sixtieth 70=seventieth 80=eightieth 90=ninetieth 100=hundredth 100=century',
    fractions: '0.5=half 0.5=halves 0.25=quarter 0.25=quarters',
    articles: 'a an',
    scales:
      '100=hundred 100=hundreds 1e3=thousand 1e3=thousands 1e6=million 1e6=millions 1e9=billion 1e9=billions 1e12=trillion 1e12=trillions',
    months:
      '- january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sept/sep october/oct november/nov december/dec',
    hours: '12=noon 12=midday 0=midnight',
  },
  fr: {
    cardinals: 'zéro un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize',
    tens: '- - vingt/vingts trente quarante cinquante soixante septante huitante/octante nonante',
    ordinals:
      '- premier/première/premiers/premières deuxième/second/seconde troisième/tiers quatrième cinquième/cinquièmes sixième septième huitième neuvième dixième/dixièmes onzième douzième treizième quatorzième quinzième seizième',
    collectives:
      '2=couple 2=paire 2=double 3=triple 8=huitaine 10=dizaine 10=dizaines 10=décennie 12=douzaine 12=douzaines 15=quinzaine 20=vingtaine 20=vingtième 30=trentaine 30=trentième 40=quarantaine 40=quarantième 50=cinquantaine 50=cinquantième 60=soixantaine 60=soixantième 100=centaine 100=centième 100=siècle',
    fractions: '0.5=demi 0.5=demie 0.5=demis 0.5=moitié 0.25=quart 0.25=quarts',
    articles: 'un une',
    scales:
      '100=cent 100=cents 100=centaines 1e3=mille 1e3=millier 1e3=milliers 1e6=million 1e6=millions 1e9=milliard 1e9=milliards 1e9=mds 1e9=md 1e12=billion 1e12=billions',
    months:
      '- janvier/janv février/févr mars avril/avr mai juin juillet/juil août/aout septembre/sept octobre/oct novembre/nov décembre/déc',
    hours: '12=midi 0=minuit',
    doubtful: 'neuf',
  },
  es: {
    cardinals:
      'cero un/uno/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno/veintiún/veintiuna veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve',
    tens: '- - - treinta cuarenta cincuenta sesenta setenta ochenta noventa',
    more: '200=doscientos 200=doscientas 300=trescientos 300=trescientas 400=cuatrocientos 400=cuatrocientas 500=quinientos 500=quinientas 600=seiscientos 600=seiscientas 700=setecientos 700=setecientas 800=ochocientos 800=ochocientas 900=novecientos 900=novecientas',
    ordinals:
      '- primer/primero/primera/primeros/primeras segundo/segunda tercer/tercero/tercera/tercios/tercio cuarto/cuarta quinto/quinta sexto/sexta séptimo/séptima octavo/octava noveno/novena décimo/décima undécimo duodécimo',
    collectives:
      '2=par 2=pareja 2=ambos 2=ambas 2=doble 3=triple 10=decena 10=decenas 10=década 12=docena 12=docenas 15=quincena 20=veintena 30=treintena 40=cuarentena 50=cincuentena 50=medio_centenar 20=vigésimo 20=vigésima 30=trigésimo 30=trigésima 40=cuadragésimo 40=cuadragésima 50=quincuagésimo 50=quincuagésima 60=sexagésimo 60=sexagésima 100=centésimo 100=centésima 100=centena 100=centenar 100=siglo',
    fractions: '0.5=medio 0.5=media 0.5=mitad 0.25=cuarto 0.25=cuartos',
    articles: 'un una',
    scales:
      '100=cien 100=ciento 100=cientos 100=centenares 1e3=mil 1e3=miles 1e3=millar 1e3=millares 1e6=millón 1e6=millones 1e12=billón 1e12=billones 1e18=trillón 1e18=trillones',
    months:
      '- enero/ene febrero/feb marzo/mar abril/abr mayo junio/jun julio/jul agosto/ago septiembre/setiembre/sept/sep octubre/oct noviembre/nov diciembre/dic',
    hours: '12=mediodía 0=medianoche',
  },
  ca: {
    cardinals:
      'zero un/u/una dos/dues tres quatre cinc sis set vuit nou deu onze dotze tretze catorze quinze setze disset divuit dinou',
    tens: '- - vint trenta quaranta cinquanta seixanta setanta vuitanta noranta',
    ordinals:
      '- primer/primera/primers/primeres segon/segona tercer/tercera/terços/terç quart/quarta cinquè/cinquena sisè/sisena setè/setena vuitè/vuitena novè/novena desè/desena',
    collectives:
      '2=parell 2=parella 2=ambdós 2=ambdues 2=doble 10=desenes 10=dècada 12=dotzena 12=dotzenes 15=quinzena 20=vintena 30=trentena 40=quarantena 50=cinquantena 60=seixantena 100=centena 100=centenar 100=segle',
    fractions: '0.5=mig 0.5=mitja 0.5=meitat 0.25=quart 0.25=quarts',
    articles: 'un una',
    scales:
      '100=cent 100=cents 100=centes 100=centenars 1e3=mil 1e3=miler 1e3=milers 1e6=milió 1e6=milions 1e12=bilió 1e12=bilions',
    months: '- gener febrer març abril maig juny juliol agost setembre octubre novembre desembre',
    hours: '12=migdia 0=mitjanit',
    doubtful: 'nou deu set sis u',
  },
  de: {
    cardinals:
      'null eins/ein/eine/einen/einem/einer/eines zwei/zwo drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn',
    tens: '- - zwanzig dreißig/dreissig vierzig fünfzig sechzig siebzig achtzig neunzig',
    ordinals:
      '- erste/ersten/erster/erstes/erstem/einmal zweite/zweiten/zweiter/zweites/zweitem/zweimal dritte/dritten/dritter/drittes/drittel/dreimal vierte/vierten/vierter/viertes fünfte/fünften/fünfter/fünftes sechste/sechsten/sechster siebte/siebten/siebter achte/achten/achter neunte/neunten/neunter zehnte/zehnten/zehnter elfte/elften/elfter zwölfte/zwölften/zwölfter',
    collectives:
      '2=paar 2=beide 2=beiden 2=doppelt 3=dreifach 10=jahrzehnt 10=jahrzehnte 12=dutzend 12=dutzende 100=jahrhundert',
    fractions: '0.5=halb 0.5=halbe 0.5=halben 0.5=halber 0.5=halbes 0.5=hälfte 0.25=viertel 1.5=anderthalb',
    articles: 'ein eine einen einem einer eines',
    scales:
      '100=hundert 100=hunderte 100=hunderten 1e3=tausend 1e3=tausende 1e3=tausenden 1e6=million 1e6=millionen 1e6=mio 1e9=milliarde 1e9=milliarden 1e9=mrd 1e12=billion 1e12=billionen',
    months:
      '- januar/jänner/jan februar/feber/feb märz april/apr mai juni/jun juli/jul august/aug september/sept/sep oktober/okt november/nov dezember/dez',
    hours: '12=mittag 0=mitternacht',
  },
  ar: {
    cardinals:
      'صفر واحد/واحدة/احد/احدى اثنان/اثنين/اثنتان/اثنتين/اثنا/اثني/اثنتا/اثنتي ثلاثة/ثلاث اربعة/اربع خمسة/خمس ستة/ست سبعة/سبع ثمانية/ثماني/ثمان تسعة/تسع عشرة/عشر',
    tens: '- - عشرون/عشرين ثلاثون/ثلاثين اربعون/اربعين خمسون/خمسين ستون/ستين سبعون/سبعين ثمانون/ثمانين تسعون/تسعين',
    more: '200=مئتان 200=مئتين 200=مئتا 200=مئتي 200=مائتان 200=مائتين 200=مائتا 200=مائتي 300=ثلاثمئة 300=ثلاثمائة 400=اربعمئة 400=اربعمائة 500=خمسمئة 500=خمسمائة 600=ستمئة 600=ستمائة 700=سبعمئة 700=سبعمائة 800=ثمانمئة 800=ثمانمائة 800=ثمانيمائة 900=تسعمئة 900=تسعمائة 2e3=الفان 2e3=الفين 2e3=الفا 2e3=الفي 2e6=مليونان 2e6=مليونين 2e6=مليوني 2e9=ملياران 2e9=مليارين 2e9=ملياري',
    ordinals:
      '- اول/اولى ثاني/ثانية/ثانيا ثالث/ثالثة رابع/رابعة خامس/خامسة سادس/سادسة سابع/سابعة ثامن/ثامنة تاسع/تاسعة عاشر/عاشرة',
    collectives: '10=عشرات 10=عقد 100=قرن 2=كلا 2=ضعف',
    fractions: '0.5=نصف 0.25=ربع',
    articles: '-',
    scales:
      '100=مئة 100=مائة 100=مئات 1e3=الف 1e3=الاف 1e6=مليون 1e6=ملايين 1e6=مليونا 1e9=مليار 1e9=مليارات 1e9=مليارا 1e9=بليون 1e12=تريليون 1e12=تريليونات',
    months:
      '- يناير/كانون_الثاني فبراير/شباط مارس/اذار ابريل/نيسان مايو/ايار يونيو/حزيران يوليو/تموز اغسطس/اب سبتمبر/ايلول اكتوبر/تشرين_الاول نوفمبر/تشرين_الثاني ديسمبر/كانون_الاول',
    hours: '12=ظهرا',
    doubtful: 'ست عشر عشرة',
  },
};
