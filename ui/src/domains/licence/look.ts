/** How each state looks wherever it is shown. */
import CalendarClock from "@lucide/svelte/icons/calendar-clock";
import CirclePause from "@lucide/svelte/icons/circle-pause";
import FlaskConical from "@lucide/svelte/icons/flask-conical";
import Hourglass from "@lucide/svelte/icons/hourglass";
import LockKeyhole from "@lucide/svelte/icons/lock-keyhole";
import ShieldCheck from "@lucide/svelte/icons/shield-check";
import TriangleAlert from "@lucide/svelte/icons/triangle-alert";
import type { Component } from "svelte";
import type { Licence, LicenceState } from "$api/types";
import { t } from "$lib/i18n";
import { suspending } from "$lib/licence";
import type { Tone } from "$shared";

interface Look {
  tone: Tone;
  icon: Component;
  badge: string;
}

const looks: Record<LicenceState, Omit<Look, "badge">> = {
  trial: { tone: "info", icon: Hourglass },
  active: { tone: "ok", icon: ShieldCheck },
  warn: { tone: "warn", icon: CalendarClock },
  grace: { tone: "warn", icon: TriangleAlert },
  locked_readonly: { tone: "danger", icon: LockKeyhole },
  suspended: { tone: "danger", icon: CirclePause },
};

export function lookOf(licence: Licence): Look {
  const { state, demo } = licence;
  if (demo) return { tone: "neutral", icon: FlaskConical, badge: t.licence.demoBadge };
  if (suspending(licence)) return { ...looks.suspended, badge: t.licence.suspendingBadge };
  return { ...looks[state], badge: t.licence.badges[state] };
}
