/** A shop that is no demonstration: one owner, one product, a printer. Its licence counts. */
import type { Office } from "./office";
import type { Printer } from "./printer";
import type { Product } from "./shop";

export const owner = { name: "María Ccopa", pin: "4826" };
export const pan: Product = { name: "Pan francés", code: "7750182000017", price: 100 };

/** Sets the shop up as its first start would, with the office at the door of the owner. */
export async function settle(office: Office, printer?: Printer): Promise<void> {
  const shop = { trade_name: "Bodega Las Tres Marías", ruc: null, legal_name: null, demo: false };
  await office.post("/v1/setup", { ...shop, owner_name: owner.name, pin: owner.pin });
  await office.enter(owner);
  if (printer) await office.connect(printer.port);
  const unit = { id: null, name: "Unidad", unit: "NIU", factor: 1000, price: pan.price, barcodes: [pan.code], active: true };
  const kind = { kind: "good", tax_class: "gravado", base_unit: "NIU", weighed: false, tracks_stock: false, active: true };
  await office.post("/v1/products", { ...kind, name: pan.name, presentations: [unit] });
}
