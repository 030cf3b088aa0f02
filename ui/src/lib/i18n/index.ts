/** Every word people read, in Spanish (es-PE), one file per area. A text with parts is a function of them. */
import { archive } from "./es/archive";
import { cash } from "./es/cash";
import { catalog } from "./es/catalog";
import { charge } from "./es/charge";
import { common } from "./es/common";
import { copies } from "./es/copies";
import { fiscal } from "./es/fiscal";
import { documents } from "./es/documents";
import { frame } from "./es/frame";
import { actions, helpTitles } from "./es/keys";
import { licence } from "./es/licence";
import { login } from "./es/login";
import { pay } from "./es/pay";
import { printing } from "./es/printing";
import { refund } from "./es/refund";
import { reissue } from "./es/reissue";
import { sale } from "./es/sale";
import { sales } from "./es/sales";
import { settings } from "./es/settings";
import { recovery, setup } from "./es/setup";

export type { ProblemCode } from "./es/errors";
export { fiscalTrouble, troubleParts, type FiscalTrouble } from "./es/fiscal";
export { explain, type Explanation } from "./explain";

export const t = {
  common,
  frame,
  actions,
  helpTitles,
  login,
  sale,
  pay,
  cash,
  catalog,
  sales,
  refund,
  charge,
  reissue,
  archive,
  documents,
  settings,
  fiscal,
  copies,
  licence,
  setup,
  recovery,
  printing,
} as const;
