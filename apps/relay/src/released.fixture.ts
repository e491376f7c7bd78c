/** Databases as released relays wrote them, from files of SQL, and what is there afterwards. */
import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** Makes the database that a file of SQL describes. */
export function plant(path: string, sqlFile: string): void {
  // The tables come in the order of their names.
  const db = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  db.exec(readFileSync(sqlFile, "utf8"));
  db.close();
}

/** The number of its schema. */
export function versionOf(path: string): number {
  const db = new DatabaseSync(path);
  const row = db.prepare("PRAGMA user_version").get();
  db.close();
  return Number(row?.["user_version"]);
}

/** Tables, columns and indices, however they came to be. */
export function shapeOf(path: string): readonly unknown[] {
  const db = new DatabaseSync(path);
  const shape = db
    .prepare(
      `SELECT m.type, m.name, c.name AS field, c.type AS kind, c."notnull", c.pk
        FROM sqlite_schema m LEFT JOIN pragma_table_info(m.name) c
        WHERE m.name NOT LIKE 'sqlite_%' ORDER BY 1, 2, 3`,
    )
    .all()
    .map((row) => ({ ...row }));
  db.close();
  return shape;
}
