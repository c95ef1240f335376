"""Small words of languages: articles, pronouns, particles, the verb to be. Only data.

Written from the grammars, about twenty for each language that short texts are mistaken in; a
word may stand in several lists, and then says less.
"""

from typing import Final

_WORDS: Final = """
eng the and is are was you i not of to in that it for with this have what my your we they do at
sco the an is are wis ye a no o tae in it fur wi this hae whit ma yer dinnae ken wee
dan af hvad mig dig sig nu efter uden meget noget nogen kun vores blev bliver lige havde ikke jeg
  også hvor der og på det er en min til vi skal har kommer vil kan
nob av hva meg deg seg nå etter uten mye noe noen bare vår ble blir akkurat hadde ikke jeg også
  hvor der og på det er en min til vi skal har kommer vil kan
nno eg ikkje kva korleis ein eit frå meir vere noko nokon berre dei dykk kvifor kven mykje heile
  kvar og på det er min til vi me skal har kjem vil kan
swe och jag inte är av vad mig dig sig nu efter utan mycket något någon bara också blev på att det
  har en min till vi ska kommer vill kan
isl og ég ekki er að það hann hún við þú á í til með sem ert var mér þér þetta hvað
fao og eg ikki er at tað hann hon vit tú á í til við sum hvat mær hetta
deu der die das und ist nicht ich du wir ihr sie ein eine mit auf für zu den dem es noch auch
nld niet ik jij je hij zij wij een het de van en dat met voor op zijn maar ook nog heb mijn naar
afr nie ek jy hy sy hulle baie die het is wat ons vir met môre gaan waar hoekom asseblief my 'n
  kom
fry ik it de en is net dat hja wy myn jo oan mei fan foar ek noch hat haw bin wêr hoe dy moat
ltz ech hunn net dat ass mir wat och en eng den mäi däi keng hien si hues de géif op mat fir nach
gsw nid isch und i mir ihr du dr s d het ha gsi au wo öpis wie eim hüt
fra le la les et est un une je tu il elle nous vous pas ne de des du au que qui mon ma dans avec
spa el la los las y es un una yo tú no de del en que mi su con por para está son me se le mañana
por o a os as e é um uma eu você não de do da em no na que com por meu minha está são se
glg o a os as e é un unha eu ti non de do da en no na que con meu miña están son moi vén máis
cat el la els les i és un una jo tu no de del al en que amb per meu meva està són ens li molt
ita il lo la i gli le e è un una io tu non di del della in nel che con per mio mia sono ci alla
ron și este un o eu tu nu de la în pe cu că mi îi ai am are sunt mea meu ne mai din care
oci lo la los las e es un una ieu tu non de del en que amb per mon ma son
bre ar an al ur un ha eo ket me te da e war gant ez eus emaon emañ d'ar ma
eus eta da ez bat nire zure dut du dago izan den ere nik zuk zen dira naiz egin dugu hau
gle agus is ní an na tá mé tú sé sí go ar le do i ag níl bhí mo ár sibh liom
gla agus is an na tha mi thu e i gu air le do ann aig chan bha mo sinn
cym yn y yr mae i o ar a ac fy dw wedi am nid ddim ydy oedd ti chi ein ni eich gan
mlt il l u li ta ma hu hija kien jien int dan din għal fil bil għandi x'inhu huwa lil
pol nie się na z do w to jest i że jak co mi mnie mój moja dla po są być już tylko jeszcze
ces je ne se na v s že to jsem jsi jak co mi mě můj moje pro po jsou být už jen ještě si
slk je nie sa na v s že to som si ako čo mi ma môj moja pre po sú byť už len ešte
slv je ne se na v z da to sem si kako kaj mi me moj moja za po so biti že še ali in kje sva
hrv je ne se na u s da to sam si kako što tko mi me moj moja za po su biti već još ili gdje tjedan
bos je ne se na u s da to sam si kako šta ko mi me moj moja za po su biti već još ili gdje
srp је не се на у с да то сам си како шта ко ми ме мој моја за по су бити већ још или где
mkd е не се на во со да тоа сум си како што кој ми ме мој моја за по се уште ли ја го ги од
bul е не се на в с да това съм си как какво кой ми ме моят моята за по са още ли я го ги от ще
rus не на в с что это я ты он она мы вы как где мой моя для по из у так уже ещё только был
ukr не на в з що це я ти він вона ми ви як де мій моя для по із у так вже ще тільки був та
bel не на ў з што гэта я ты ён яна мы вы як дзе мой мая для па у так ужо яшчэ толькі быў
lit ir ne yra kad aš tu jis ji mes jūs kaip kur mano tavo su iš į už bet jau dar tik buvo
lav un ne ir ka es tu viņš viņa mēs jūs kā kur mans mana ar no uz par bet jau vēl tikai bija
est ja ei on et ma sa ta me te kui kus minu sinu koos see mis aga juba veel ainult oli mul kell
fin ja ei on että minä sinä hän me te kun missä minun mutta jo vielä vain oli mikä se tämä ovat
hun és nem van hogy én te ő mi ti mint hol egy az a de már még csak volt ez meg kell itt
tur ve bir bu değil ben sen o biz siz için ile ne var yok çok daha mi mı gibi nasıl nerede
aze və bir bu deyil mən sən o biz siz üçün ilə nə var yox çox daha kimi necə harada lazımdır
uzb va bir bu emas men sen u biz siz uchun bilan nima bor yo'q juda ham yana kerak qanday qayerda
tuk we bir bu däl men sen ol biz siz üçin bilen näme bar ýok örän has nähili nirede
kaz және бір бұл емес мен сен ол біз сіз үшін бар жоқ өте не қалай қайда керек менің
kir жана бир бул эмес мен сен ал биз сиз үчүн бар жок абдан эмне кандай кайда керек менин
tat һәм бер бу түгел мин син ул без сез өчен бар юк бик нәрсә ничек кая кирәк минем
mon ба нэг энэ биш би чи тэр бид та байна юу хаана яаж бол нь миний уу гэж
tgk ва як ин не ман ту ӯ мо шумо барои бо чӣ аст нест хеле куҷо дар аз ба
ell και το η ο δεν είναι να με σε για που τι μου σου στο στη θα από
ind yang dan di tidak ini itu saya kamu dia untuk dengan karena bisa akan sudah ada dari ke kalau
  kapan mobil kantor anda
msa yang dan di tidak ini itu saya awak dia untuk dengan kerana boleh akan sudah ada dari ke bila
  kereta pejabat pada
jav lan ing ora iki iku aku kowe dheweke kanggo karo bisa wis ana saka menyang sing arep
sun jeung di henteu ieu eta abdi anjeun manehna pikeun jeung bisa geus aya ti ka nu
fil ang ng sa na ay mga ako ikaw siya kami tayo hindi ito iyan ko mo niya para kay si ba pa po
ceb ang sa ug nga mga ako ikaw siya kami dili kini nako nimo para kang si ba pa
swa na ya wa kwa ni la za katika hii huyo sana si mimi wewe yeye sisi wangu yangu siku leo kesho
  lakini
som waa waxaan ayaan ku ka iyo oo waxay u la ma maya aan uu ay wuxuu doonaa yahay ee adiga
mlg ny sy amin izy aho ianao tsy dia ho efa misy ary fa
sqi dhe është një nuk unë ti ai ajo ne ju për me në të që ku i e po ime im do
epo kaj la estas ne mi vi li ŝi ni ili por kun en ke kie mia via al de ĉu
lat et est non ego tu in ad cum quod qui quae ubi sed mea meus nos ex ut hodie cras
vie là và không có tôi bạn của cho với ở này đó đã sẽ được một các gì nào
hat ak yo se pa mwen ou li nou nan pou ki gen yon
hin है हैं में की के का को से और यह वह मैं हम नहीं क्या था थी कर पर मेरी मेरा हो
mar आहे आहेत मी तू आणि हा ही हे ते नाही काय मला तुला होते माझी माझा आम्ही कुठे तुम्ही
nep छ छन् हो होइन म मैले तपाईं यो त्यो र पनि के कहाँ कसरी भयो गर्ने लागि मेरो मेरी हुन्छ छैन हामी
san अस्ति सन्ति न च अहम् त्वम् सः एव तत्र किम् मम तव
ben আমি তুমি আপনি সে এবং না এই আছে কি আমার তোমার হবে করে একটু থেকে জন্য কাল
asm মই তুমি আপুনি সি আৰু নহয় এই আছে কি মোৰ তোমাৰ হ'ব কৰে অলপ পৰা বাবে কাইলৈ লাগিব
ara في من على إلى هذا هذه أن لا ما هو هي كان مع أنا أنت كيف
arz في من على ده دي مش ايه انا انت ازاي فين كده اللي عايز
fas در از به را این آن که با است نیست من تو او ما شما چه کجا می
urd ہے ہیں میں کی کے کا کو سے اور یہ وہ ہم نہیں کیا تھا پر میری میرا
pnb اے نیں وچ دی دے دا نوں توں تے ایہ اوہ اسیں نئیں کیہ سی
pus په د چې دی نه زه ته هغه موږ تاسو دا سره څه چېرته کې ده
ckb لە بۆ ئەم ئەو نییە من تۆ ئێمە ئێوە لەگەڵ چی کوێ کە بە
"""

SMALL_WORDS: Final = {
    words[0]: frozenset(words[1:])
    for words in map(str.split, _WORDS.replace("\n ", "").splitlines())
    if words
}
"""By ISO 639-3 code."""
