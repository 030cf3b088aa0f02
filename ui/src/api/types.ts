/**
 * What the API says, by its own names, taken from the generated schema.
 *
 * Units: money = integer céntimos, quantities = integer thousandths, percents = integer basis points,
 * instants = RFC 3339 UTC, days = "YYYY-MM-DD" Lima business date. The UI shows them, it never adds them up.
 */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Uuid = string;
export type Money = number;
export type Qty = number;
export type Percent = number;
export type Instant = string;
export type Day = string;
/** So many notes or coins of one value. */
export type Count = Schemas["Pieces"];
/** The stored copies and what is taken out. */
export type Copies = Schemas["Copies"];
export type CopyLook = Schemas["CopyLook"];
export type CopySource = Schemas["CopySource"];
export type Export = Schemas["Export"];
export type ExportInput = Schemas["ExportInput"];
export type HandCopy = Schemas["HandCopy"];
export type KeptCopy = Schemas["KeptCopy"];
export type PieceInput = Schemas["PieceInput"];
export type Place = Schemas["Place"];

export type Ability = Schemas["Ability"];
export type AddLineInput = Schemas["AddLineInput"];
export type AdjustInput = Schemas["AdjustInput"];
export type Approval = Schemas["Approval"];
export type BoletaRoute = Schemas["BoletaRoute"];
export type ByHand = Schemas["ByHand"];
export type Cart = Schemas["Cart"];
export type CartCustomerInput = Schemas["CartCustomerInput"];
export type CartLine = Schemas["CartLine"];
export type CartPayment = Schemas["CartPayment"];
export type CartTotals = Schemas["CartTotals"];
export type CashMovement = Schemas["CashMovement"];
export type CashMovementInput = Schemas["CashMovementInput"];
export type CashState = Schemas["CashState"];
export type CashierFigure = Schemas["CashierFigure"];
export type Category = Schemas["Category"];
export type CategoryInput = Schemas["CategoryInput"];
export type Ceiling = Schemas["Ceiling"];
export type Certificate = Schemas["Certificate"];
export type CertificateInput = Schemas["CertificateInput"];
export type ChangeQuote = Schemas["ChangeQuote"];
export type ChargeInput = Schemas["ChargeInput"];
export type ChargeReason = Schemas["ChargeReason"];
export type CloseInput = Schemas["CloseInput"];
export type ClosePage = Schemas["ClosePage"];
export type CloseRow = Schemas["CloseRow"];
export type CodePage = Schemas["CodePage"];
export type CodeTable = Schemas["CodeTable"];
export type Columns = Schemas["Columns"];
export type CountInput = Schemas["CountInput"];
export type Counted = Schemas["Counted"];
export type Credentials = Schemas["Credentials"];
export type Customer = Schemas["Customer"];
export type CustomerInput = Schemas["CustomerInput"];
export type CustomerRef = Schemas["CustomerRef"];
export type Cutter = Schemas["Cutter"];
export type DiscountInput = Schemas["DiscountInput"];
export type District = Schemas["District"];
export type DocEvent = Schemas["DocEvent"];
export type DocKind = Schemas["DocKind"];
export type DocLight = Schemas["DocLight"];
export type DocRef = Schemas["DocRef"];
export type DocRow = Schemas["DocRow"];
export type DocState = Schemas["DocState"];
export type DocStep = Schemas["DocStep"];
export type Dots = Schemas["Dots"];
export type Drawer = Schemas["Drawer"];
export type DrawerPin = Schemas["DrawerPin"];
export type Environment = Schemas["Environment"];
export type FiscalSettings = Schemas["FiscalSettings"];
/** An electronic document, whole; not to be taken for the page's. */
export type FiscalDocument = Schemas["Document"];
export type FiscalStatus = Schemas["FiscalStatus"];
export type Health = Schemas["Health"];
export type HealthState = Schemas["HealthState"];
export type HeldCart = Schemas["HeldCart"];
export type HoldInput = Schemas["HoldInput"];
export type IdentityType = Schemas["IdentityType"];
export type LastCopy = Schemas["LastCopy"];
export type CodeTaken = Schemas["CodeTaken"];
export type ClockFault = Schemas["ClockFault"];
export type ImportInput = Schemas["ImportInput"];
export type ImportItem = Schemas["ImportItem"];
export type Imported = Schemas["Imported"];
export type Licence = Schemas["Licence"];
export type LicenceFlag = Schemas["LicenceFlag"];
export type LicencePapers = Schemas["LicencePapers"];
export type LicencePlan = Schemas["LicencePlan"];
export type LicenceProvider = Schemas["LicenceProvider"];
export type LicenceState = Schemas["LicenceState"];
export type LicenceRequest = Schemas["Request"];
export type LoginInput = Schemas["LoginInput"];
export type LookupInput = Schemas["LookupInput"];
export type Match = Schemas["Match"];
export type MovementKind = Schemas["MovementKind"];
export type MovementPage = Schemas["MovementPage"];
export type MovementReason = Schemas["MovementReason"];
export type OpenCashInput = Schemas["OpenCashInput"];
export type OpenDrawerOn = Schemas["OpenDrawerOn"];
export type OpenSession = Schemas["OpenSession"];
export type Paid = Schemas["Paid"];
export type PayInput = Schemas["PayInput"];
export type PaymentInput = Schemas["PaymentInput"];
export type Pieces = Schemas["Pieces"];
export type PinInput = Schemas["PinInput"];
export type Presentation = Schemas["Presentation"];
export type PresentationInput = Schemas["PresentationInput"];
export type PreviewRow = Schemas["PreviewRow"];
export type PreviousSale = Schemas["PreviousSale"];
export type PriceCheck = Schemas["PriceCheck"];
export type PriceInput = Schemas["PriceInput"];
export type PriceSource = Schemas["PriceSource"];
export type PrintJob = Schemas["PrintJob"];
export type PrintJobPage = Schemas["PrintJobPage"];
export type PrintState = Schemas["PrintState"];
export type PrinterProfile = Schemas["PrinterProfile"];
export type PrinterState = Schemas["PrinterState"];
export type PrinterStatus = Schemas["PrinterStatus"];
export type Problem = Schemas["Problem"];
export type Product = Schemas["Product"];
export type ProductInput = Schemas["ProductInput"];
export type ProductKind = Schemas["ProductKind"];
export type ProductPage = Schemas["ProductPage"];
export type ProductRow = Schemas["ProductRow"];
export type QrMode = Schemas["QrMode"];
/** Of a line: `quantity` or, for what is weighed, `amount`. */
export type LineQuantity = Schemas["QuantityInput"];
export type QuickKey = Schemas["QuickKey"];
export type ReasonInput = Schemas["ReasonInput"];
export type Regime = Schemas["Regime"];
export type RefundInput = Schemas["RefundInput"];
export type RefundQuote = Schemas["RefundQuote"];
export type RefundQuoteInput = Schemas["RefundQuoteInput"];
export type ReissueInput = Schemas["ReissueInput"];
export type ReportFigures = Schemas["ReportFigures"];
export type ReportKind = Schemas["ReportKind"];
export type Role = Schemas["Role"];
export type Sale = Schemas["Sale"];
export type SaleCharge = Schemas["SaleCharge"];
export type SaleLine = Schemas["SaleLine"];
export type SalePage = Schemas["SalePage"];
export type SalePayment = Schemas["SalePayment"];
export type SaleRefund = Schemas["SaleRefund"];
export type SaleRow = Schemas["SaleRow"];
export type SaleVoid = Schemas["SaleVoid"];
export type ScanAnswer = Schemas["ScanAnswer"];
export type ScanInput = Schemas["ScanInput"];
export type ScanOutcome = Schemas["ScanOutcome"];
export type SearchHit = Schemas["SearchHit"];
export type SearchPage = Schemas["SearchPage"];
export type SeriesSettings = Schemas["SeriesSettings"];
export type Session = Schemas["Session"];
export type SetupInput = Schemas["SetupInput"];
export type Shop = Schemas["Shop"];
export type StockMovement = Schemas["StockMovement"];
export type TaxClass = Schemas["TaxClass"];
export type Tender = Schemas["Tender"];
export type TenderFigure = Schemas["TenderFigure"];
export type TicketPreview = Schemas["TicketPreview"];
export type Till = Schemas["Till"];
export type TillInput = Schemas["TillInput"];
export type Topic = Schemas["Topic"];
export type Transport = Schemas["Transport"];
export type UserInput = Schemas["UserInput"];
export type UserRow = Schemas["UserRow"];
export type UserTile = Schemas["UserTile"];
export type UserUpdate = Schemas["UserUpdate"];
export type VoidInput = Schemas["VoidInput"];
/** Who has a RUC or DNI. */
export type Who = Schemas["Who"];
export type Wholesale = Schemas["Wholesale"];

/** One page of any list; `next` asks for the one after it. */
export interface Page<T> {
  rows: T[];
  next?: string | null;
}
