import { notNames } from './english.ts';

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Carry no meaning of their own for choosing a tool. */
export const stopWords = set(`a an the this that these those it its them they their there here i im i'm me my mine we us our ours you your yours he she his her
  and or but so then also too just please now still only already again yet ever even quite really very of in on at to from by for with within without into onto over under about as per via
  than if while until unless because be been being am will would could should shall might must have having had having's do doing done up down out off back
  some any every each all both few more most much many other another such same own go goes going gone let lets let's want wants wanted need needs needed like d'like i'd id i'll ill we'd we'll
  hey hi hello thanks thank kindly ok okay alright sure well maybe perhaps possible possibly quickly quick one ones thing things stuff everything anything something nothing
  not no none never don't dont doesn't doesnt didn't can't cannot won't wont isn't aren't
  vs versus whatever regardless anywhere somewhere everywhere elsewhere
  info information overview summary details currently current latest recent first last next before after once later finally lastly afterwards soon today yesterday
  using use used called named titled saying labelled labeled tagged based against between through during across inside outside toward towards
  can may what which who whose where when how why is are was were does did has whats what's where's who's how's there's that's which's`);

/** English that is neither a verb nor a thing we know, so that it is not taken for a misspelling of one. */
export const plainWords = new Set([
  ...notNames,
  ...set(`index unstage existing locally remotely publicly internally unstaged approve decide healthy broken previous able above access account action actual add-on again ago alive along although always amount app application area around ask away bad because become begin behind below beside best better big
  bit both break bring broke broken business buy came case cause certain change clean clear clock close code come common company complete consider contain continue copy correct cost could country course cover
  crash crashed crashing customer daily dark data date day dead deal debug default definitely dev development different direct docs dog door down draft drive early easy edge either email empty end endpoint enough env environment error errors
  even evening event exact example exist exists expect extra fail failed failing failure fall family far fast feature feel field figure fill final fine fire flag fly follow food force form found four free fresh friend front full
  game general girl god good great green group grow guy half hand handle happen hard head health healthy hear heart heavy help hide high hold home hope host hotfix hour hours house huge hundred idea important inside instead issue item job join keep key kind know
  label large last late learn leave left less level life light line lines link little live local long look lose lot love low main maintenance major make man management mark market master match matter mean member message middle might mind minor minute minutes missing mobile money month
  morning move movie name near necessary neither network new news nice night none normal note number office often old online open option order original others owner page part pass passed passing past path patch pay people percent person phone
  piece place plain play point politics pool poor port position post power present press pretty price primary private prod production project proper protect public put quarter question queue quick quiet quite rather raw reach ready real reason red redis regular
  remain remember replica request reset rest result return rich right road root rough round route rule safe sale sample sandbox save say scale school script second seconds secret section secure seem self sense server session seven several shape share shop short shot shoulder shut side sign signal
  similar simple since single site size small smoke social solution sort sound source space special speed spend staging stand standard start statement stay step store story strategy street strong style sub such sudden summary sun super support sure system table take talk target task tax team
  tell term test text thank thin think third thousand three ticket time times tiny today together token tomorrow top total tough town traffic trouble true trust truth try turn two type types under unit until upon urgent user usual version via video view voice vote wait waiting walk wall war warm warning
  water web week weeks weird white whole wide wife will window wish woman wonder word work worker workers world worry worth wrong assume assumes assumed finished finish complete completed succeeded stuck started happened happening wip year yes young zero zone billing payment payments checkout cart catalog frontend backend gateway api auth login cache proxy admin guest orders order search mail notify
  book flight hotel sell cook eat drink sing dance ride swim wrote paint draw teach study travel visit meet dinner lunch breakfast coffee tea pizza joke poem weather capital president stock song recipe birthday holiday vacation doctor lawyer teacher student university bank credit card rent salary mother father brother sister child children baby boy human death hate happy sad angry tired hungry lovely beautiful ugly funny expensive cheap slow weak difficult complex dirty loud cold hot cool wet soft smooth deep shallow narrow tall thick square flat versions customers tickets meeting calendar reminder alarm timer article paragraph sentence letter spelling grammar language english french german spanish translate summarise summarize recommend advise suggest guess imagine dream believe forget remind prefer choose select pick promise swear apologise apologize greet invite arrive depart rise sit jump climb catch kick hit plant feed wash bake chop mix pour dress wear carry lift shake touch smell taste listen speak shout whisper laugh cry smile
  handlebars nobody everybody everyone whether ourselves valid suggested working properly syntax removal calculate ahead managed manages manage tracks tracking someone somebody anybody reality manual manually variable reference referenced organised organized laid conflict conflicts uncommitted initial rebase monday touched lately abort ip allow trusted flaky thumbs report pending reachable connect connection tunnels risky weaknesses weakness violations occurrences obsolete identical indentation hierarchy copies defined names stored holds attached inbound outbound sleep settings printing former backwards twice running
  grafana prometheus nginx postgres mysql kafka rabbit rabbitmq elastic kibana jenkins vault consul traefik envoy argocd istio loki tempo jaeger minio keycloak wordpress keep wait latest green passing`),
]);

export const numbers: Readonly<Record<string, number>> = {
  zero: 0,
  none: 0,
  one: 1,
  single: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  dozen: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  hundred: 100,
};

export const environments: Readonly<Record<string, 'dev' | 'staging' | 'prod'>> = {
  dev: 'dev',
  development: 'dev',
  devel: 'dev',
  staging: 'staging',
  stage: 'staging',
  stg: 'staging',
  preprod: 'staging',
  prod: 'prod',
  production: 'prod',
  live: 'prod',
  prd: 'prod',
};
