/**
 * Four short sounds, told apart by shape as well as by pitch. Made on the spot: no files, no delay.
 */
export type Sound = "ok" | "unknown" | "blocked" | "paid";

/** One tone: when it begins, how long it lasts (both in milliseconds), and its pitch in hertz. */
interface Tone {
  at: number;
  for: number;
  hertz: number;
  wave: OscillatorType;
}

const shapes: Record<Sound, Tone[]> = {
  ok: [{ at: 0, for: 45, hertz: 1760, wave: "sine" }],
  unknown: [
    { at: 0, for: 45, hertz: 330, wave: "square" },
    { at: 65, for: 45, hertz: 330, wave: "square" },
  ],
  blocked: [{ at: 0, for: 115, hertz: 165, wave: "sawtooth" }],
  paid: [
    { at: 0, for: 45, hertz: 988, wave: "triangle" },
    { at: 50, for: 65, hertz: 1480, wave: "triangle" },
  ],
};

const storageKey = "caserita.volume";
let context: AudioContext | null = null;

/** Loudness from 0 (off) to 100, kept on this till. */
export function volume(): number {
  const kept = Number.parseInt(localStorage.getItem(storageKey) ?? "", 10);
  return Number.isNaN(kept) ? 60 : Math.min(100, Math.max(0, kept));
}

export function setVolume(level: number): void {
  localStorage.setItem(storageKey, String(level));
}

/** Plays a sound at once; does nothing where there is no audio. */
export function play(sound: Sound): void {
  const level = volume();
  if (level === 0 || typeof AudioContext === "undefined") return;
  context ??= new AudioContext({ latencyHint: "interactive" });
  if (context.state === "suspended") void context.resume();
  for (const tone of shapes[sound]) playTone(context, tone, level / 250);
}

function playTone(audio: AudioContext, tone: Tone, gain: number): void {
  const begin = audio.currentTime + tone.at / 1000;
  const end = begin + tone.for / 1000;
  const oscillator = new OscillatorNode(audio, { type: tone.wave, frequency: tone.hertz });
  const envelope = new GainNode(audio, { gain: 0 });
  envelope.gain.setValueAtTime(0, begin);
  envelope.gain.linearRampToValueAtTime(gain, begin + 0.004);
  envelope.gain.setValueAtTime(gain, end - 0.012);
  envelope.gain.linearRampToValueAtTime(0, end);
  oscillator.connect(envelope).connect(audio.destination);
  oscillator.start(begin);
  oscillator.stop(end);
}
