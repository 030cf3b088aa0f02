import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Cart, Paid } from "$api";
import { useShell } from "$shell";
import { FakeTill } from "$testing/fakeTill";
import { goods, type Good } from "$testing/goods";
import { Checkout } from "./checkout.svelte";

/** A basket of S/ 78.42, as it stands in the fake till. */
function selling() {
  const till = new FakeTill();
  const quantities: [number, number][] = [
    [0, 2000],
    [1, 3000],
    [2, 1000],
    [3, 845],
    [4, 1000],
    [5, 2000],
    [6, 1000],
  ];
  for (const [at, quantity] of quantities) till.cart.add(goods[at] as Good, quantity);
  till.cart.discount(5, { percent: 1000, reason: "oferta" });
  useShell(till);
  const basket = {
    value: till.cart.view() as Cart | null,
    set(cart: Cart) {
      this.value = cart;
    },
    refresh() {
      this.value = till.cart.view();
      return Promise.resolve();
    },
  };
  const done = vi.fn<(paid: Paid) => void>();
  return { till, basket, done, checkout: new Checkout(basket, done) };
}

const pays = (till: FakeTill) => till.calls.filter(({ path }) => path === "/v1/cart/pay");
const settled = () => vi.waitFor(() => new Promise((done) => setTimeout(done, 5)));

describe("taking the money", () => {
  beforeEach(() => localStorage.clear());

  it("with nothing written is exact cash", async () => {
    const { till, checkout, done } = selling();
    await checkout.confirm();
    expect(JSON.parse(pays(till)[0]?.body ?? "{}")).toMatchObject({
      expected_total: 7842,
      cash_received: null,
      print: true,
    });
    expect(done.mock.calls[0]?.[0]).toMatchObject({ total: 7842, received: 7840, change: 0, rounding: -2 });
  });

  it("prints nothing besides a paper written by hand, unless asked for once", async () => {
    const { till, basket, checkout } = selling();
    till.cart.byHand = { doc_kind: "boleta", series: "0001", number: 12, date: "2026-11-20" };
    await basket.refresh();
    expect(checkout.print).toBe(false);
    checkout.togglePrint();
    expect(checkout.print).toBe(true);
    checkout.togglePrint();
    await checkout.confirm();
    expect(JSON.parse(pays(till)[0]?.body ?? "{}")).toMatchObject({ print: false });
    expect(selling().checkout.print, "of the next sale").toBe(true);
  });

  it("shows the change that the till worked out", async () => {
    const { checkout } = selling();
    checkout.receive(10000);
    await settled();
    expect(checkout.quote).toMatchObject({ change: 2160, short: 0 });
  });

  it("lays note upon note, and what is typed starts again", () => {
    const { checkout } = selling();
    checkout.receiveNote(5000);
    checkout.receiveNote(2000);
    expect(checkout.received).toBe(7000);
    checkout.receive(1000);
    checkout.receiveNote(10000);
    expect(checkout.received).toBe(10000);
  });

  it("pressed twice is paid once", async () => {
    const { till, checkout, done } = selling();
    await Promise.all([checkout.confirm(), checkout.confirm(), checkout.confirm()]);
    expect([pays(till).length, till.sold, done.mock.calls.length]).toEqual([1, 1, 1]);
  });

  it("mixes Yape and cash", async () => {
    const { till, checkout, basket, done } = selling();
    checkout.choose("yape");
    expect(checkout.amount).toBe(7842);
    checkout.amount = 5000;
    checkout.code = "48213907";
    await checkout.confirm();
    expect([basket.value?.remaining, checkout.tender, till.sold]).toEqual([2842, "cash", 0]);
    checkout.receive(5000);
    await checkout.confirm();
    expect(done.mock.calls[0]?.[0]).toMatchObject({ change: 2160, rounding: -2 });
  });

  it("with a wallet that covers all is one press", async () => {
    const { till, checkout, done } = selling();
    checkout.choose("yape");
    checkout.code = "48213907";
    await checkout.confirm();
    expect(JSON.parse(pays(till)[0]?.body ?? "{}")).toMatchObject({ cash_received: null });
    expect(done.mock.calls[0]?.[0].payments).toEqual([expect.objectContaining({ tender: "yape", amount: 7842 })]);
  });

  it("keeps the payment open when the operation code is missing", async () => {
    const { checkout, done } = selling();
    checkout.choose("yape");
    await checkout.confirm();
    expect(checkout.error).toMatchObject({ code: "payment.code_required" });
    expect([done.mock.calls.length, checkout.busy, checkout.unsure]).toEqual([0, false, false]);
  });

  it("asks again with the same key when no answer came, and is paid once", async () => {
    vi.useFakeTimers();
    const { till, checkout, done } = selling();
    let lost = 4;
    const answer = till.call.bind(till);
    till.call = async (request) => {
      const said = await answer(request);
      // The sale was saved; the answer was lost on the way.
      if (request.path === "/v1/cart/pay" && lost-- > 0) throw new Error("cut");
      return said;
    };
    const first = checkout.confirm();
    await vi.runAllTimersAsync();
    await first;
    expect([checkout.unsure, done.mock.calls.length]).toEqual([true, 0]);
    checkout.choose("yape");
    expect(checkout.tender, "nothing may change while it is not known").toBe("cash");
    await checkout.confirm();
    expect(new Set(pays(till).map(({ key }) => key)).size).toBe(1);
    expect([till.sold, done.mock.calls.length, checkout.unsure]).toEqual([1, 1, false]);
    vi.useRealTimers();
  });

  it("asks again for an unanswered Yape with its own key, and it counts once", async () => {
    vi.useFakeTimers();
    const { till, checkout, basket } = selling();
    let lost = 4;
    const answer = till.call.bind(till);
    till.call = async (request) => {
      const said = await answer(request);
      if (request.path === "/v1/cart/payments" && lost-- > 0) throw new Error("cut");
      return said;
    };
    checkout.choose("yape");
    checkout.amount = 5000;
    checkout.code = "48213907";
    const first = checkout.confirm();
    await vi.runAllTimersAsync();
    await first;
    expect(checkout.unsure).toBe(true);
    await checkout.confirm();
    expect(basket.value?.payments).toHaveLength(1);
    expect([checkout.unsure, till.sold]).toEqual([false, 0]);
    vi.useRealTimers();
  });

  it("looks again at the basket when the total changed, and the next try is another act", async () => {
    const { till, checkout, basket } = selling();
    till.cart.add(goods[0] as Good, 1000);
    await checkout.confirm();
    expect(checkout.error).toMatchObject({ code: "payment.total_changed" });
    expect(basket.value?.totals.total).toBe(8592);
    await checkout.confirm();
    const [first, second] = pays(till);
    expect(second?.key).not.toBe(first?.key);
    expect(till.sold).toBe(1);
  });

  it("remembers on this till whether to print", () => {
    selling().checkout.togglePrint();
    expect(selling().checkout.print).toBe(false);
  });
});
