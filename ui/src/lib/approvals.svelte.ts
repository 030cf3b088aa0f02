/**
 * Another person's PIN for what goes over the ceiling of the one at the till. Any call that may need it
 * is wrapped in `withApproval`; the frame shows the one dialog that asks.
 */
import { ProblemError, type Approval } from "$api";

/** The person gave up asking for permission. */
export class NotApproved extends Error {
  constructor() {
    super("nobody approved");
    this.name = "NotApproved";
  }
}

export interface ApprovalRequest {
  /** What went over the ceiling: `access.over_ceiling` with `allowed`, `asked`, `what`. */
  problem: ProblemError;
  /** What was being done, where the ceiling is one of several things. */
  doing: "charge" | null;
  /** Why the last PIN did not do. */
  refusal: unknown;
  busy: boolean;
  answer(approval: Approval): void;
  giveUp(): void;
}

const asksAgain = ["session.pin_wrong", "session.pin_wait", "access.approver_insufficient", "session.user_inactive"];

type Doing = ApprovalRequest["doing"];

class Approvals {
  request = $state<ApprovalRequest | null>(null);
}

export const approvals = new Approvals();

function ask(problem: ProblemError, doing: Doing, refusal: unknown): Promise<Approval> {
  return new Promise((resolve, reject) => {
    approvals.request = {
      problem,
      doing,
      refusal,
      busy: false,
      answer(approval) {
        if (approvals.request) approvals.request.busy = true;
        resolve(approval);
      },
      giveUp: () => reject(new NotApproved()),
    };
  });
}

/** Makes the call; when it goes over a ceiling, asks for a PIN and makes it again with the approval. */
export async function withApproval<T>(call: (approval?: Approval) => Promise<T>, doing: Doing = null): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== "access.over_ceiling") throw error;
    return await approved(error, doing, call);
  }
}

async function approved<T>(problem: ProblemError, doing: Doing, call: (approval: Approval) => Promise<T>): Promise<T> {
  let refusal: unknown = null;
  try {
    for (;;) {
      const approval = await ask(problem, doing, refusal);
      try {
        return await call(approval);
      } catch (error) {
        if (!(error instanceof ProblemError) || !asksAgain.includes(error.code)) throw error;
        refusal = error;
      }
    }
  } finally {
    approvals.request = null;
  }
}
