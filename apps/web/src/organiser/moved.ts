/** The same list with the room at `from` in another place. */
export function moved<T>(rooms: readonly T[], from: number, to: number): readonly T[] {
  const rest = rooms.filter((_, at) => at !== from);
  const room = rooms[from];
  return room === undefined ? rooms : [...rest.slice(0, to), room, ...rest.slice(to)];
}
