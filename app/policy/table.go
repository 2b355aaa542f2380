package policy

import (
	"maps"
	"slices"
)

// Action names something that can be done; it is also the verb of the journal.
type Action string

// The actions, by feature.
const (
	SignIn            Action = "session.sign_in"
	SignOut           Action = "session.sign_out"
	AccountAdd        Action = "account.add"
	AccountChange     Action = "account.change"
	AccountList       Action = "account.list"
	AccountSelf       Action = "account.self" // own password, own tokens
	TokenAdd          Action = "token.add"
	TokenRevoke       Action = "token.revoke"
	JournalRead       Action = "journal.read"
	StoreOperate      Action = "store.operate" // check, backup, export, demo
	StoreVerify       Action = "store.verify"  // what the checks of the nights have found
	CentreRead        Action = "centre.read"
	CentreChange      Action = "centre.change"
	HolidayRead       Action = "holiday.read"
	HolidayChange     Action = "holiday.change" // days off, by which working days are reckoned
	WarehouseAdd      Action = "warehouse.add"
	InnovationRead    Action = "innovation.read"  // published ones
	InnovationSee     Action = "innovation.see"   // drafts and those under review
	InnovationDraft   Action = "innovation.draft" // begin and edit
	InnovationSubmit  Action = "innovation.submit"
	InnovationReview  Action = "innovation.review" // publish, return, refuse
	InnovationPicture Action = "innovation.picture"
	PictureComplete   Action = "picture.complete"   // formats that were added later
	InnovationArchive Action = "innovation.archive" // its page stays, marked
	InnovationCancel  Action = "innovation.cancel"  // a draft that never was public
	InnovationRelease Action = "innovation.release" // what was approved, once its day has come
	InnovationConfirm Action = "innovation.confirm" // read again, nothing to change
	InnovationRecall  Action = "innovation.recall"  // it is not safe
	InnovationVerify  Action = "innovation.verify"  // a piece of evidence
	InnovationDesign  Action = "innovation.design"  // how it is built and what makes it safe
	InnovationFile    Action = "innovation.file"    // drawings, guides, sources
	ModelRead         Action = "model.read"
	ModelChange       Action = "model.change"
	ModelImport       Action = "model.import" // a file of models
	StockImport       Action = "stock.import" // opening stock and the ledger of an older system
	ImportRead        Action = "import.read"
	StockRead         Action = "stock.read"
	ReceiptPost       Action = "receipt.post"
	UnitRead          Action = "unit.read"
	UnitInspect       Action = "unit.inspect"
	LabelPrint        Action = "label.print" // gives codes to places and to labels that wait for a unit
	LabelBind         Action = "label.bind"
	StockMove         Action = "stock.move"      // within the centre, used up
	StockWriteOff     Action = "stock.write-off" // lost, scrapped, corrected
	ReorderRead       Action = "reorder.read"
	ReorderSet        Action = "reorder.set"
	ReorderSee        Action = "reorder.acknowledge"
	RecallRead        Action = "recall.read"
	RecallOpen        Action = "recall.open"
	RecallLift        Action = "recall.lift"        // it was a mistake
	RecallClose       Action = "recall.close"       // nobody is left to be spoken with
	RecallMark        Action = "recall.mark"        // go on bringing units onto the list
	RecallFree        Action = "recall.free"        // one unit, after it was put right
	RecallCases       Action = "recall-case.read"   // the people who hold them, masked
	RecallContact     Action = "recall-case.record" // note who was spoken with
	PersonRead        Action = "person.read"        // masked
	PersonReveal      Action = "person.reveal"      // clear text, always journalled
	UnitReturn        Action = "unit.return"        // take back from a person or a loan
	UnitRefurbish     Action = "unit.refurbish"     // the steps until it can be handed over again
	ReturnRead        Action = "return.read"        // why a device came back
	RepairRead        Action = "repair.read"
	RepairOpen        Action = "repair.open"
	RepairWork        Action = "repair.work"  // steps, parts, costs, inspection, proposal to scrap
	RepairScrap       Action = "repair.scrap" // decide on such a proposal
	RepairRule        Action = "repair.rule"
	MaintenanceRead   Action = "maintenance.read"
	MaintenancePlan   Action = "maintenance.plan"
	MaintenanceRecord Action = "maintenance.record"
	CountRead         Action = "count.read"
	CountOpen         Action = "count.open"   // and cancel
	CountRecord       Action = "count.record" // count, close, explain
	CountReview       Action = "count.review" // by who counted nothing: approve, send back
	CountVerify       Action = "count.verify" // of the code on the minutes
	PersonRegister    Action = "person.register"
	PersonChange      Action = "person.change"
	RequestRead       Action = "request.read"
	RequestFile       Action = "request.file"
	RequestClose      Action = "request.close"
	AllocationRead    Action = "allocation.read"
	AllocationReserve Action = "allocation.reserve"
	AllocationCancel  Action = "allocation.cancel"
	HandoverPost      Action = "handover.post"
	HandoverRead      Action = "handover.read"
	HandoverPrint     Action = "handover.print" // shows the parties in clear, always journalled
	HandoverVerify    Action = "handover.verify"
	NumbersRead       Action = "numbers.read"   // what is counted of an innovation, without small groups
	SKARead           Action = "ska.read"       // profiles and what is offered, open to all
	SKAEdit           Action = "ska.edit"       // the profile of a Sentra Kreasi ATENSI
	SKASee            Action = "ska.see"        // small groups, drafts and history
	SKACompare        Action = "ska-table.read" // all of them in one table
	OfferingDraft     Action = "offering.draft"
	OfferingPublish   Action = "offering.publish" // and archive
	FollowUpRead      Action = "follow-up.read"
	FollowUpRecord    Action = "follow-up.record"
	FundRead          Action = "fund.read" // every unit of a fund
	FundChange        Action = "fund.change"
	FundSee           Action = "fund.see" // what everybody may know of a public fund
	ReferralRead      Action = "referral.read"
	ReferralSend      Action = "referral.send"
	ReferralAnswer    Action = "referral.answer"
	CatalogueRead     Action = "catalogue.read"
	RoomRead          Action = "room.read"   // aggregates, open to all
	RoomAlerts        Action = "room.alerts" // what needs action, with its owner

	TransferRead     Action = "transfer.read"
	TransferRequest  Action = "transfer.request" // ask for goods, or send some of one's own
	TransferDecide   Action = "transfer.decide"  // the sender: approve or refuse
	TransferPick     Action = "transfer.pick"    // the sender
	TransferShip     Action = "transfer.ship"    // the sender
	TransferReceive  Action = "transfer.receive" // the receiver: take in, or send back
	TransferCancel   Action = "transfer.cancel"  // either side, before it is shipped
	LoanRead         Action = "loan.read"
	LoanLend         Action = "loan.lend"
	LoanExtend       Action = "loan.extend"
	LoanReturn       Action = "loan.return"      // also what does not come back
	UnitCheckParts   Action = "unit.check_parts" // whether it is complete
	ProductionRead   Action = "production.read"
	ProductionDesign Action = "production.design" // versions of a design with their parts
	ProductionPlan   Action = "production.plan"   // give the SKA an order
	ProductionIssue  Action = "production.issue"  // parts into work
	ProductionReturn Action = "production.return" // parts that were not needed
	ProductionMake   Action = "production.make"   // good pieces come out
	ProductionScrap  Action = "production.scrap"
	ProductionTest   Action = "production.test"
	ProductionUndo   Action = "production.undo" // a batch that was a mistake
	ProductionClose  Action = "production.close"
	ProductionCancel Action = "production.cancel"
	KitChange        Action = "kit.change" // what a model is to be complete with
	KitAssemble      Action = "kit.assemble"
	KitUnpack        Action = "kit.unpack"

	ReplicationSee      Action = "replication.see"  // how far an innovation has spread, open to all
	ReplicationRead     Action = "replication.read" // a case between two centres, with contact and obstacles
	ReplicationAsk      Action = "replication.ask"
	ReplicationAnswer   Action = "replication.answer"   // the centre that owns the innovation
	ReplicationAdvance  Action = "replication.advance"  // the centre that replicates: plan, try, run, stop
	ReplicationDescribe Action = "replication.describe" // what it changed, what stands in the way, what proves it
	ReplicationServe    Action = "replication.serve"    // whom a centre reaches in a month where no device stands for it
	AskFile             Action = "ask.file"             // for a device, without an account
	AskFollow           Action = "ask.follow"           // with number and PIN
	AskReply            Action = "ask.reply"            // with number and PIN
	AskWithdraw         Action = "ask.withdraw"         // with number and PIN; erases who asked
	AskRead             Action = "ask.read"             // without who asks
	AskReveal           Action = "ask.reveal"           // who asks, always journalled
	AskAnswer           Action = "ask.answer"
	AskForward          Action = "ask.forward" // to the queue of another centre
	AskClose            Action = "ask.close"
	AskTake             Action = "ask.take"    // turn it into a request
	AskErase            Action = "ask.erase"   // when its time is over
	AskCorrect          Action = "ask.correct" // contact and place, with number and PIN
	AskRenew            Action = "ask.renew"   // another PIN for somebody who has lost theirs

	QuestionAsk    Action = "question.ask"    // about a published innovation, without an account
	QuestionPeer   Action = "question.peer"   // the same by staff
	QuestionSee    Action = "question.see"    // published ones
	QuestionList   Action = "question.list"   // with what other staff ask
	QuestionRead   Action = "question.read"   // the queue of a centre
	QuestionReveal Action = "question.reveal" // who asks, always journalled
	QuestionAnswer Action = "question.answer" // and publish
	QuestionReject Action = "question.reject"
	QuestionErase  Action = "question.erase" // who asked, when its time is over
	NeedRead       Action = "need.read"      // what nobody has built yet, open to all
	NeedSay        Action = "need.say"       // one sentence, by anybody
	NeedTell       Action = "need.tell"      // the same with more words, by a centre
	NeedHear       Action = "need.hear"      // words that were searched for in vain, by the program itself
	NeedCurate     Action = "need.curate"    // read what was said, and group it
	NeedAnswer     Action = "need.answer"    // say which needs an innovation answers
)

type grants map[Role]Where

// signedIn grants every role with an account.
func signedIn(w Where) grants {
	g := grants{}
	for _, r := range Roles() {
		g[r] = w
	}
	return g
}

// with adds to, or takes from, a set of grants.
func (g grants) with(more grants) grants {
	out := maps.Clone(g)
	maps.Copy(out, more)
	return out
}

var (
	everybody  = grants{Public: Any}
	outsiders  = everybody.with(grants{Auditor: Never}) // what changes something, and an auditor changes nothing
	staffReads = signedIn(Any).with(grants{CommandRoom: Never})
	caseReads  = grants{Head: Own, SocialWorker: Own, Auditor: Any, Ministry: Any}
)

// table is the whole of who may do what. testdata/matrix.golden prints it as a
// matrix of roles and actions that a client can read and sign.
var table = map[Action]grants{
	SignIn:        everybody,
	SignOut:       signedIn(Any),
	AccountAdd:    {Admin: Any},
	AccountChange: {Admin: Any},
	AccountList:   {Admin: Any, Auditor: Any, Head: Own},
	AccountSelf:   signedIn(Any),
	TokenAdd:      {Admin: Any},
	TokenRevoke:   {Admin: Any},
	JournalRead:   {Admin: Any, Auditor: Any, Head: Own},
	StoreOperate:  {Admin: Any},
	StoreVerify:   {Admin: Any, Auditor: Any, Ministry: Any},

	CentreRead:   everybody,
	CentreChange: {Admin: Any, Head: Own},

	HolidayRead:   everybody,
	HolidayChange: {Admin: Any},

	WarehouseAdd: {Admin: Any, Head: Own, Warehouse: Own},

	InnovationRead:    everybody,
	InnovationSee:     {Admin: Any, Ministry: Any, Auditor: Any, Reviewer: Any, SKA: Own, Head: Own},
	InnovationDraft:   {SKA: Own, Head: Own},
	InnovationPicture: {SKA: Own, Head: Own},
	PictureComplete:   {Admin: Any},
	InnovationSubmit:  {SKA: Own, Head: Own},
	InnovationReview:  {Reviewer: Other},
	InnovationArchive: {SKA: Own, Head: Own},
	InnovationCancel:  {SKA: Own, Head: Own},
	InnovationRelease: {SKA: Own, Head: Own},
	InnovationConfirm: {SKA: Own, Head: Own},
	InnovationRecall:  {Ministry: Any, Head: Own},
	InnovationVerify:  {Reviewer: Other},
	InnovationDesign:  {SKA: Own, Head: Own},
	InnovationFile:    {SKA: Own, Head: Own},

	ModelRead:   everybody,
	ModelChange: {SKA: Own, Warehouse: Own, Head: Own},
	ModelImport: {Admin: Any, SKA: Own, Warehouse: Own, Head: Own},
	StockImport: {Admin: Any, Warehouse: Own, Head: Own},
	ImportRead:  {Admin: Any, Ministry: Any, Auditor: Any, Warehouse: Own, Head: Own},
	StockRead:   staffReads,
	ReceiptPost: {Warehouse: Own, Head: Own},
	UnitRead:    staffReads,
	UnitInspect: {Warehouse: Own, Head: Own},
	LabelPrint:  {Warehouse: Own, Head: Own},
	LabelBind:   {Warehouse: Own, Head: Own},

	StockMove:         {Warehouse: Own, Head: Own},
	StockWriteOff:     {Head: Own},
	UnitReturn:        {Warehouse: Own, SocialWorker: Own, Head: Own}, // who visits a person may bring a device along
	UnitRefurbish:     {Warehouse: Own, SKA: Own, Head: Own},
	ReturnRead:        caseReads.with(grants{Warehouse: Own, SKA: Own}),
	RepairRead:        caseReads.with(grants{Warehouse: Own, SKA: Own}),
	RepairOpen:        {Warehouse: Own, SKA: Own, Head: Own},
	RepairWork:        {Warehouse: Own, SKA: Own, Head: Own},
	RepairScrap:       {Head: Own},
	RepairRule:        {Head: Own},
	MaintenanceRead:   caseReads.with(grants{Warehouse: Own, SKA: Own}),
	MaintenancePlan:   {SKA: Own, Warehouse: Own, Head: Own},
	MaintenanceRecord: {Warehouse: Own, SKA: Own, SocialWorker: Own, Head: Own},
	FundRead:          staffReads,
	FundChange:        {Admin: Any, Ministry: Any, Warehouse: Own, Head: Own},
	FundSee:           everybody,

	ReorderRead: staffReads,
	ReorderSet:  {Warehouse: Own, Head: Own},
	ReorderSee:  {Warehouse: Own, Head: Own},

	RecallRead:    staffReads,
	RecallOpen:    {Ministry: Any, Head: Own},
	RecallLift:    {Ministry: Any, Head: Own},
	RecallClose:   {Ministry: Any, Head: Own},
	RecallMark:    {Ministry: Any, Head: Own},
	RecallFree:    {Warehouse: Own, Head: Own},
	RecallCases:   caseReads,
	RecallContact: {SocialWorker: Own, Head: Own},

	UnitCheckParts:   {Warehouse: Own, Head: Own},
	ProductionRead:   staffReads,
	ProductionDesign: {SKA: Own, Head: Own},
	ProductionPlan:   {SKA: Own, Head: Own},
	ProductionIssue:  {Warehouse: Own, Head: Own},
	ProductionReturn: {Warehouse: Own, Head: Own},
	ProductionMake:   {SKA: Own, Head: Own},
	ProductionScrap:  {SKA: Own, Head: Own},
	ProductionTest:   {SKA: Own, Head: Own},
	ProductionUndo:   {SKA: Own, Head: Own},
	ProductionClose:  {SKA: Own, Head: Own},
	ProductionCancel: {SKA: Own, Head: Own},
	KitChange:        {SKA: Own, Warehouse: Own, Head: Own},
	KitAssemble:      {Warehouse: Own, Head: Own},
	KitUnpack:        {Warehouse: Own, Head: Own},

	TransferRead:    staffReads,
	TransferRequest: {Warehouse: Own, Head: Own},
	TransferDecide:  {Warehouse: Own, Head: Own},
	TransferPick:    {Warehouse: Own, Head: Own},
	TransferShip:    {Warehouse: Own, Head: Own},
	TransferReceive: {Warehouse: Own, Head: Own},
	TransferCancel:  {Warehouse: Own, Head: Own},
	LoanRead:        caseReads.with(grants{Warehouse: Own}), // it may name the reference of a person
	LoanLend:        {Warehouse: Own, Head: Own},
	LoanExtend:      {Warehouse: Own, Head: Own},
	LoanReturn:      {Warehouse: Own, Head: Own},
	CountRead:       staffReads,
	CountOpen:       {Warehouse: Own, Head: Own},
	CountRecord:     {Warehouse: Own, SKA: Own, SocialWorker: Own, Head: Own}, // whoever keeps the goods should not count alone
	CountReview:     {Warehouse: Own, Head: Own},
	CountVerify:     everybody,

	PersonRead:     caseReads,
	PersonReveal:   {SocialWorker: Own, Head: Own},
	PersonRegister: {SocialWorker: Own, Head: Own},
	PersonChange:   {SocialWorker: Own, Head: Own},

	RequestRead:  caseReads.with(grants{Warehouse: Own}),
	RequestFile:  {SocialWorker: Own, Head: Own},
	RequestClose: {SocialWorker: Own, Head: Own},

	AllocationRead:    caseReads.with(grants{Warehouse: Own}),
	AllocationReserve: {Warehouse: Own, Head: Own},
	AllocationCancel:  {Warehouse: Own, Head: Own},

	HandoverPost:   {SocialWorker: Own, Warehouse: Own, Head: Own},
	HandoverRead:   caseReads.with(grants{Warehouse: Own}),
	HandoverPrint:  {SocialWorker: Own, Warehouse: Own, Head: Own}, // whoever hands over needs the paper
	HandoverVerify: everybody,

	FollowUpRead:   caseReads,
	FollowUpRecord: {SocialWorker: Own, Head: Own},
	ReferralRead:   caseReads,
	ReferralSend:   {SocialWorker: Own, Head: Own},
	ReferralAnswer: {Ministry: Any},

	ReplicationSee:      everybody,
	ReplicationRead:     {Admin: Any, Ministry: Any, Auditor: Any, SKA: Own, Head: Own},
	ReplicationAsk:      {SKA: Own, Head: Own},
	ReplicationAnswer:   {SKA: Own, Head: Own},
	ReplicationAdvance:  {SKA: Own, Head: Own},
	ReplicationDescribe: {SKA: Own, Head: Own},
	ReplicationServe:    {SKA: Own, Head: Own},
	NumbersRead:         everybody,
	SKARead:             everybody,
	SKAEdit:             {SKA: Own, Head: Own},
	SKASee:              {SKA: Own, Head: Own, Ministry: Any, Admin: Any, Auditor: Any},
	SKACompare:          {Ministry: Any, Admin: Any, Auditor: Any, CommandRoom: Any},
	OfferingDraft:       {SKA: Own, Head: Own},
	OfferingPublish:     {SKA: Own, Head: Own},
	AskFile:             outsiders,
	AskFollow:           outsiders,
	AskReply:            outsiders,
	AskWithdraw:         outsiders,
	AskRead:             caseReads,
	AskReveal:           {SocialWorker: Own, Head: Own},
	AskAnswer:           {SocialWorker: Own, Head: Own},
	AskForward:          {SocialWorker: Own, Head: Own, Ministry: Any},
	AskClose:            {SocialWorker: Own, Head: Own},
	AskTake:             {SocialWorker: Own, Head: Own},
	AskErase:            {Admin: Any},
	AskCorrect:          outsiders,
	AskRenew:            {SocialWorker: Own, Head: Own},

	QuestionAsk:    outsiders,
	QuestionPeer:   staffReads.with(grants{Auditor: Never}),
	QuestionSee:    everybody,
	QuestionList:   staffReads,
	QuestionRead:   {SKA: Own, Head: Own, Ministry: Any, Auditor: Any},
	QuestionReveal: {SKA: Own, Head: Own},
	QuestionAnswer: {SKA: Own, Head: Own},
	QuestionReject: {SKA: Own, Head: Own},
	QuestionErase:  {Admin: Any},
	NeedRead:       everybody,
	NeedSay:        everybody.with(grants{Auditor: Never}),
	NeedTell:       {SKA: Own, Head: Own, Warehouse: Own, SocialWorker: Own},
	NeedHear:       {Admin: Any},
	NeedCurate:     {Ministry: Any, Reviewer: Any},
	NeedAnswer:     {SKA: Own, Head: Own},

	CatalogueRead: everybody,
	RoomRead:      everybody,
	RoomAlerts:    {Admin: Any, Ministry: Any, Head: Any, Auditor: Any, CommandRoom: Any},
}

// Actions lists the rows of the table in alphabetical order.
func Actions() []Action { return slices.Sorted(maps.Keys(table)) }
