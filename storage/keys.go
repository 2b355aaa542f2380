// Package storage keeps records: typed tables over the ordered keys of an
// engine, with unique keys and indexes that follow each write, pages by cursor,
// a check that recomputes all of it, migrations, and backup. It knows no
// feature; a feature declares its tables beside its records.
package storage

// Every byte string that begins a key stands here and nowhere else. A family is
// the records of one kind, a unique key over them or an ordered index over
// them; testdata/keys.golden holds one sample of each, so that a change of what
// is on disk shows in review.

// Role tells what the entries of a family are.
type Role string

// The roles of a family.
const (
	RoleRecord Role = "record" // value: the record
	RoleUnique Role = "unique" // value: primary key of the one record that holds it
	RoleIndex  Role = "index"  // value: primary key of the record
	RoleSingle Role = "single" // one entry, or a few with fixed keys
)

// Family is one row of the key table.
type Family struct {
	Tag   string // begins each key, followed by 0x00
	Kind  string // of the records it holds or leads to
	Role  Role
	Parts string // the parts of a key, in order; those with a name alone are texts
}

func record(tag, kind, parts string) Family { return Family{tag, kind, RoleRecord, parts} }
func unique(tag, kind, parts string) Family { return Family{tag, kind, RoleUnique, parts} }
func index(tag, kind, parts string) Family  { return Family{tag, kind, RoleIndex, parts} }

// The key table. Tags are never reused, also when a family goes.
var (
	Meta = Family{"m", "meta", RoleSingle, ""}

	JournalByID      = record("j", "entry", "centre seq:int")
	JournalHead      = record("jh", "journal head", "centre")
	JournalByTime    = index("jt", "entry", "entry:id")
	JournalBySubject = index("js", "entry", "kind subject entry:id")

	ReplayByKey  = record("ik", "replay", "actor:id key")
	ReplayByTime = index("it", "replay", "at:time actor:id key")

	CounterByName = record("n", "counter", "centre name year:int")
	ProofByID     = record("xv", "proof", "id")

	CentreByCode      = record("c", "centre", "code")
	CentreByAlias     = unique("ca", "centre", "alias")
	CentreByRegion    = index("cr", "centre", "region code")
	WarehouseByCode   = record("w", "warehouse", "code")
	WarehouseByCentre = index("wc", "warehouse", "centre code")
	ShelfByCode       = record("wf", "shelf", "warehouse code")
	ShelfByGiven      = unique("xip", "shelf", "given code")

	AccountByID      = record("a", "account", "id")
	AccountByName    = unique("an", "account", "name")
	AccountByCentre  = index("ac", "account", "centre name")
	SessionByHash    = record("s", "session", "hash")
	SessionByAccount = index("sa", "session", "account:id hash")
	SessionByExpiry  = index("se", "session", "at:time hash")
	TokenByHash      = record("t", "token", "hash")
	TokenByAccount   = index("ta", "token", "account:id hash")

	InnovationByID      = record("i", "innovation", "id")
	InnovationBySlug    = unique("is", "innovation", "slug")
	InnovationByCode    = unique("ic", "innovation", "code")
	InnovationByState   = index("ix", "innovation", "state changed:time id")
	InnovationByCentre  = index("io", "innovation", "centre changed:time id")
	InnovationPublished = index("ip", "innovation", "published:time id")
	InnovationByWord    = index("iw", "innovation", "word of title id")
	InnovationVersion   = record("iv", "innovation version", "innovation:id version:int")
	InnovationTally     = record("iy", "innovation tally", "month:int centre")
	PictureByHash       = record("p", "picture", "hash")

	ModelByID         = record("d", "model", "id")
	ModelBySlug       = unique("ds", "model", "slug")
	ModelByCode       = unique("dc", "model", "code")
	ModelByInnovation = index("di", "model", "innovation:id id")
	ModelByName       = index("dn", "model", "name id")

	UnitByID         = record("u", "unit", "id")
	UnitByCode       = unique("uc", "unit", "code")
	UnitBySerial     = unique("us", "unit", "model:id serial")
	UnitByBucket     = index("ub", "unit", "centre bucket model:id received:time id")
	UnitByModel      = index("um", "unit", "model:id bucket centre id")
	UnitByNode       = index("un", "unit", "node id")
	LotByID          = record("l", "lot", "id")
	LotByModel       = index("lm", "lot", "model:id centre id")
	LotByCode        = index("lc", "lot", "model:id code id")
	MovementByID     = record("v", "movement", "id")
	MovementByCentre = index("vc", "movement", "centre occurred:time id")
	MovementByItem   = index("vi", "movement", "model:id node occurred:time id")
	MovementByUnit   = index("vu", "movement", "unit:id occurred:time id")
	MovementByLot    = index("vl", "movement", "lot:id node occurred:time id")
	BalanceByKey     = record("b", "balance", "node model:id lot:id")
	DaybookByYear    = record("be", "daybook", "model:id warehouse lot:id shelf year:int")
	TallyByKey       = record("y", "tally", "model:id centre")
	TallyByCentre    = index("yc", "tally", "centre model:id")
	ReceiptByID      = record("r", "receipt", "id")
	ReceiptByCentre  = index("rc", "receipt", "centre occurred:time id")
	SerialExpected   = record("rs", "expected serial", "model:id serial")
	PlaceLock        = record("wl", "place lock", "warehouse")
	WorkByID         = record("k", "work", "kind id")
	PeriodBookByYear = record("xub", "period book", "centre model:id fund account year:int")
	PeriodBookByFund = index("xuc", "period book", "key of fund centre model:id account fund year:int")
	FundByID         = record("xuf", "fund", "id")
	FundByCode       = unique("xug", "fund", "code")
	FundByText       = unique("xuh", "fund", "key of text")
	FundTallyByKey   = record("xut", "fund tally", "key of fund model:id centre province")
	UnitByFund       = index("xuu", "unit", "key of fund model:id id")
	LabelByCode      = record("xl", "label", "code")
	LabelOfPlace     = unique("xlr", "label", "kind ref")
	LabelByBatch     = index("xlb", "label", "batch:id code")
	LabelBatchByID   = record("xlp", "label batch", "id")
	LabelBatchOf     = index("xlc", "label batch", "centre id")
	GTINByNumber     = record("xlg", "gtin", "number")
	GTINByModel      = index("xlm", "gtin", "model:id number")
	PlaceTotal       = record("xls", "place total", "node")
	ImportByID       = record("xi", "import", "id")
	ImportByHash     = unique("xih", "import", "hash")
	ImportByCentre   = index("xic", "import", "centre at:time id")
	ImportByTime     = index("xit", "import", "at:time id")
	ImportChunk      = record("xix", "import chunk", "import:id seq:int")

	RecallByID         = record("xk", "recall", "id")
	RecallByNumber     = unique("xkn", "recall", "number")
	RecallByState      = index("xks", "recall", "state opened:time id")
	RecallByModel      = index("xkm", "recall", "model:id id")
	RecallGuard        = record("xkg", "recall guard", "model:id")
	RecalledByUnit     = record("xku", "recalled unit", "recall:id unit:id")
	RecalledByPlace    = index("xkp", "recalled unit", "recall:id centre place unit:id")
	RecallTally        = record("xky", "recall tally", "recall:id centre place")
	TransferByID       = record("xf", "transfer", "id")
	TransferByNumber   = unique("xfn", "transfer", "centre number")
	TransferByCentre   = index("xfc", "transfer", "centre group since:time id")
	LoanByID           = record("xn", "loan", "id")
	LoanByNumber       = unique("xnn", "loan", "centre number")
	LoanByCentre       = index("xnc", "loan", "centre state due:time id")
	RepairByID         = record("xr", "repair", "id")
	RepairByState      = index("xrs", "repair", "centre state opened:time id")
	RepairByUnit       = index("xru", "repair", "unit:id opened:time id")
	RepairRuleByCentre = record("xrr", "repair rule", "centre")
	ReturnByID         = record("xrt", "return", "id")
	ReturnByStage      = index("xrq", "return", "centre stage since:time id")
	ReturnByUnit       = index("xrv", "return", "unit:id came:time id")
	ReturnTally        = record("xry", "return tally", "centre model:id")
	ReturnTallyByModel = index("xrz", "return tally", "model:id centre")
	LotByWarranty      = index("xrw", "lot", "centre until:time id")
	PlansByModel       = record("xmp", "care plans", "model:id")
	UnitByDue          = index("xmd", "unit", "centre where due:time id")
	ServiceByID        = record("xmr", "service", "id")
	ServiceByUnit      = index("xmu", "service", "unit:id done:time id")
	ServiceByCentre    = index("xmc", "service", "centre done:time id")

	RecallCaseByID   = record("xkc", "recall case", "id")
	RecallCaseByUnit = unique("xkv", "recall case", "recall:id unit:id")
	RecallCaseDue    = index("xkd", "recall case", "centre state due:time id")
	RecallCaseOf     = index("xkr", "recall case", "recall:id state due:time id")
	RecallCaseAt     = index("xka", "recall case", "recall:id centre state due:time id")
	RecallCaseTally  = record("xkt", "recall case tally", "recall:id centre")
	DesignByModel    = record("xpd", "design", "model:id version")
	OrderByID        = record("xp", "production order", "id")
	OrderByStage     = index("xps", "production order", "centre stage begun:time id")
	OrderByCentre    = index("xpc", "production order", "centre begun:time id")
	BatchByID        = record("xpb", "production batch", "id")
	BatchByOrder     = index("xpo", "production batch", "order:id id")
	BalanceByExpiry  = index("xpe", "balance", "centre expiry:time node model:id lot:id")
	PartListByModel  = record("xt", "part list", "model:id")
	LackingByUnit    = record("xtu", "lacking", "unit:id")
	AssemblyByID     = record("xta", "assembly", "id")
	AssemblyByLot    = unique("xtl", "assembly", "lot:id")
	AssemblyByCentre = index("xtc", "assembly", "centre occurred:time id")

	CountByID        = record("xc", "count", "id")
	CountByNumber    = unique("xcn", "count", "centre number")
	CountByCentre    = index("xcc", "count", "centre opened:time id")
	CountByStage     = index("xcg", "count", "centre stage opened:time id")
	CountLineByItem  = record("xcl", "count line", "count:id node model:id")
	CountSnapshot    = record("xcp", "count snapshot", "count:id first:id")
	CountMarkByUnit  = record("xcm", "count mark", "count:id unit:id")
	CountMarkByLine  = index("xck", "count mark", "count:id node model:id kind unit:id")
	CountUnknown     = record("xcu", "unknown code", "count:id code")
	CountDraw        = record("xcd", "count draw", "count:id")
	CountLast        = record("xct", "last count", "node model:id")
	ReorderByID      = record("xo", "reorder rule", "id")
	ReorderByItem    = unique("xoi", "reorder rule", "model:id warehouse")
	ReorderByCentre  = index("xoc", "reorder rule", "centre id")
	ShortageByID     = record("xos", "shortage", "id")
	ShortageOpen     = unique("xoo", "shortage", "model:id warehouse")
	ShortageByCentre = index("xot", "shortage", "centre state since:time id")

	PersonByID     = record("e", "person", "id")
	PersonByRef    = unique("er", "person", "ref")
	PersonByNIK    = unique("en", "person", "blind index")
	PersonByCentre = index("ec", "person", "centre registered:time id")

	RequestByID     = record("q", "request", "id")
	RequestByNumber = unique("qn", "request", "number")
	RequestOpen     = unique("qo", "request", "person:id model:id")
	RequestByState  = index("qs", "request", "centre state filed:time id")
	RequestByModel  = index("qm", "request", "model:id state filed:time id")
	RequestByPerson = index("qp", "request", "person:id filed:time id")
	RequestTally    = record("qy", "request tally", "centre model:id")

	AllocationByID      = record("o", "allocation", "id")
	AllocationByUnit    = unique("ou", "allocation", "unit:id")
	AllocationByRequest = index("oq", "allocation", "request:id id")
	AllocationByState   = index("os", "allocation", "centre state reserved:time id")

	HandoverByID     = record("h", "handover", "id")
	HandoverByNumber = unique("hn", "handover", "number in path form")
	HandoverByCentre = index("hc", "handover", "centre at:time id")
	HandoverByPerson = index("hp", "handover", "person:id at:time id")
	HandoverByTime   = index("ht", "handover", "at:time id")
	HandoverTally    = record("hy", "handover tally", "centre month:int model:id")
	HandoverPeriod   = record("hd", "handover period", "period:int centre province")

	FollowUpByID     = record("f", "follow-up", "id")
	FollowUpDue      = index("fd", "follow-up", "centre state due:time id")
	FollowUpByUnit   = index("fu", "follow-up", "unit:id due:time id")
	FollowUpByPerson = index("fp", "follow-up", "person:id due:time id")
	ReferralByID     = record("g", "referral", "id")
	ReferralByState  = index("gs", "referral", "to state sent:time id")
	ReferralByPerson = index("gp", "referral", "person:id sent:time id")
	ReferralByCentre = index("gc", "referral", "centre sent:time id")
	OutcomeTally     = record("z", "outcome tally", "centre name month:int")

	ReplicationByID    = record("yr", "replication", "id")
	ReplicationOpen    = unique("yru", "replication", "innovation:id centre")
	ReplicationByParty = index("yrp", "replication", "centre state since:time id")
	ReplicationOf      = index("yri", "replication", "innovation:id since:time id")
	ReplicationTally   = record("yrt", "replication tally", "innovation:id")
	ServedByMonth      = record("yws", "served month", "innovation:id centre month:int")
	GroupTally         = record("ysg", "group tally", "model:id quarter:int group")

	SKAByCentre       = record("ysp", "ska", "centre")
	OfferingByID      = record("yso", "offering", "id")
	OfferingBySlug    = unique("yss", "offering", "slug")
	OfferingByCentre  = index("ysc", "offering", "centre state changed:time id")
	OfferingPublished = index("ysx", "offering", "published:time id")
	SKAVersion        = record("ysv", "ska version", "subject:id version:int")
	HolidayByDay      = record("yxh", "holiday", "day")
	HolidaySeeded     = Family{"yxs", "holiday seed", RoleSingle, ""}
	AskByID           = record("yqa", "ask", "id")
	AskByNumber       = unique("yqn", "ask", "number folded")
	AskByState        = index("yqs", "ask", "centre state since:time id")
	AskByRequest      = unique("yqr", "ask", "request:id")
	AskByDue          = index("yqd", "ask", "due:time id")

	QuestionByID     = record("yqq", "question", "id")
	QuestionByState  = index("yqt", "question", "centre state since:time id")
	QuestionShown    = index("yqp", "question", "innovation:id readers at:time id")
	QuestionByDue    = index("yqe", "question", "due:time id")
	NeedByID         = record("yn", "need", "id")
	NeedBySlug       = unique("yns", "need", "slug")
	NeedByCount      = index("ync", "need", "voices:int id")
	NeedByTime       = index("ynt", "need", "at:time id")
	NeedByStem       = index("ynw", "need", "stem id")
	NeedByModel      = index("ynm", "need", "model:id id")
	NeedTally        = record("yny", "need tally", "need:id source province")
	NeedAnswer       = index("yna", "innovation", "need:id stage id")
	NeedVoiceByID    = record("ynv", "need voice", "id")
	NeedVoiceByState = index("ynx", "need voice", "state at:time id")
	NeedVoiceOf      = index("yno", "need voice", "need:id shown at:time id")
	NeedHeardByWords = record("ynh", "heard words", "words")
	NeedHeardByCount = index("ynk", "heard words", "count:int words")
	NeedHeardByTime  = index("ynl", "heard words", "last:time words")
	NeedHeardOf      = index("ynq", "heard words", "need:id words")
	NeedHeardRows    = Family{"ynr", "heard rows", RoleSingle, ""}
)

// Families lists the key table in the order of its rows; a test proves that no
// row is forgotten and no tag stands twice.
func Families() []Family {
	return []Family{
		Meta,
		JournalByID, JournalHead, JournalByTime, JournalBySubject,
		ReplayByKey, ReplayByTime, CounterByName, ProofByID,
		CentreByCode, CentreByAlias, CentreByRegion, WarehouseByCode, WarehouseByCentre, ShelfByCode, ShelfByGiven,
		AccountByID, AccountByName, AccountByCentre,
		SessionByHash, SessionByAccount, SessionByExpiry, TokenByHash, TokenByAccount,
		InnovationByID, InnovationBySlug, InnovationByCode, InnovationByState, InnovationByCentre,
		InnovationPublished, InnovationByWord, InnovationVersion, InnovationTally, PictureByHash,
		ModelByID, ModelBySlug, ModelByCode, ModelByInnovation, ModelByName,
		UnitByID, UnitByCode, UnitBySerial, UnitByBucket, UnitByModel, UnitByNode,
		LotByID, LotByModel, LotByCode,
		MovementByID, MovementByCentre, MovementByItem, MovementByUnit, MovementByLot,
		BalanceByKey, DaybookByYear, TallyByKey, TallyByCentre, ReceiptByID, ReceiptByCentre,
		SerialExpected, PlaceLock, WorkByID,
		ImportByID, ImportByHash, ImportByCentre, ImportByTime, ImportChunk,
		RecallByID, RecallByNumber, RecallByState, RecallByModel, RecallGuard, RecalledByUnit, RecalledByPlace, RecallTally,
		TransferByID, TransferByNumber, TransferByCentre, LoanByID, LoanByNumber, LoanByCentre,
		RecallCaseByID, RecallCaseByUnit, RecallCaseDue, RecallCaseOf, RecallCaseAt, RecallCaseTally,
		RepairByID, RepairByState, RepairByUnit, RepairRuleByCentre,
		ReturnByID, ReturnByStage, ReturnByUnit, ReturnTally, ReturnTallyByModel, LotByWarranty,
		PlansByModel, UnitByDue, ServiceByID, ServiceByUnit, ServiceByCentre,
		CountByID, CountByNumber, CountByCentre, CountByStage, CountLineByItem, CountSnapshot,
		CountMarkByUnit, CountMarkByLine, CountUnknown, CountDraw, CountLast,
		PeriodBookByYear, PeriodBookByFund, FundByID, FundByCode, FundByText, FundTallyByKey, UnitByFund,
		DesignByModel, OrderByID, OrderByStage, OrderByCentre, BatchByID, BatchByOrder, BalanceByExpiry,
		PartListByModel, LackingByUnit, AssemblyByID, AssemblyByLot, AssemblyByCentre,
		ReorderByID, ReorderByItem, ReorderByCentre, ShortageByID, ShortageOpen, ShortageByCentre,
		LabelByCode, LabelOfPlace, LabelByBatch, LabelBatchByID, LabelBatchOf, GTINByNumber, GTINByModel, PlaceTotal,
		PersonByID, PersonByRef, PersonByNIK, PersonByCentre,
		RequestByID, RequestByNumber, RequestOpen, RequestByState, RequestByModel, RequestByPerson, RequestTally,
		AllocationByID, AllocationByUnit, AllocationByRequest, AllocationByState,
		HandoverByID, HandoverByNumber, HandoverByCentre, HandoverByPerson, HandoverByTime, HandoverTally, HandoverPeriod,
		FollowUpByID, FollowUpDue, FollowUpByUnit, FollowUpByPerson,
		ReplicationByID, ReplicationOpen, ReplicationByParty, ReplicationOf, ReplicationTally, ServedByMonth,
		ReferralByID, ReferralByState, ReferralByPerson, ReferralByCentre, OutcomeTally, GroupTally,
		SKAByCentre, OfferingByID, OfferingBySlug, OfferingByCentre, OfferingPublished, SKAVersion,
		HolidayByDay, HolidaySeeded,
		AskByID, AskByNumber, AskByState, AskByRequest, AskByDue,
		QuestionByID, QuestionByState, QuestionShown, QuestionByDue,
		NeedByID, NeedBySlug, NeedByCount, NeedByTime, NeedByStem, NeedByModel, NeedTally, NeedAnswer,
		NeedVoiceByID, NeedVoiceByState, NeedVoiceOf, NeedHeardByWords, NeedHeardByCount, NeedHeardByTime, NeedHeardOf, NeedHeardRows,
	}
}
