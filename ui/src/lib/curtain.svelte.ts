/** Down while the till is locked: what floats over the screen is put away, and comes back as it was. */
class Curtain {
  down = $state(false);
}

export const curtain = new Curtain();
