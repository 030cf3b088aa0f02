import { describe, expect, it } from "vitest";
import { unframe } from "./window";

describe("a framed answer", () => {
  const type = new TextEncoder().encode("application/json");

  it("is status, type and body", () => {
    const frame = new Uint8Array([0x01, 0x99, 0, type.length, ...type, 123, 125]);
    const answer = unframe(frame);
    expect([answer.status, answer.type, [...answer.body]]).toEqual([409, "application/json", [123, 125]]);
  });

  it("may have neither type nor body", () => {
    expect(unframe(new Uint8Array([0, 204, 0, 0]))).toMatchObject({ status: 204, type: "" });
  });

  it("is refused when it is cut short", () => expect(() => unframe(new Uint8Array([0, 200]))).toThrow());
});
