/** What came in other rooms a moment ago, and what shows it once that was loaded. */
import type { ComponentType } from "preact";
import { signal } from "@preact/signals";
import type { AppState } from "../state.ts";
import type { NewsItem } from "./news.ts";

export const latestNews = signal<readonly NewsItem[]>([]);

export const newsView = signal<ComponentType<{ readonly state: AppState }> | undefined>(undefined);
