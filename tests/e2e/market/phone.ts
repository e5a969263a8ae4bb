import type { PhoneFile } from '../wxhost/files';

/** What a person can do with a phone: the same walk goes through the h5 in a browser and through the built weapp. */
export interface Phone {
  /** Opens a page by its address, as a link or a code does; all pages before are closed. */
  open(route: string, query?: Readonly<Record<string, string>>): Promise<void>;
  /** Taps what carries an id (`#save`) or is written exactly so (`保存`). */
  tap(what: string): Promise<void>;
  /** Taps the first of several that are written exactly so. */
  tapFirst(text: string): Promise<void>;
  /** Types into the field with this id. */
  type(field: string, text: string): Promise<void>;
  /** Chooses from the list of the field with this id. */
  pick(field: string, option: string): Promise<void>;
  /** Sets a day and a clock of Shanghai, `2026-11-28T09:00`. */
  setMoment(field: string, moment: string): Promise<void>;
  /** Taps what opens the scanner, and holds a code before it. */
  scan(opener: string, code: string): Promise<void>;
  /** Taps what asks for a file, and chooses one. */
  chooseFile(opener: string, file: PhoneFile): Promise<void>;
  /** Taps what gives a file, and takes it. */
  download(opener: string): Promise<PhoneFile>;
  /** Proves to own this number, on the page that binds it. */
  provePhone(number: string): Promise<void>;
  /** Waits until the page in front shows a text, or a node with an id. */
  sees(what: string): Promise<void>;
  /** Waits until the page in front shows neither that text nor that node. */
  misses(what: string): Promise<void>;
  /** What is written on the page in front, or in its node with an id. */
  read(node?: string): Promise<string>;
  /** The picture that the node with this id holds: its address. */
  picture(node: string): Promise<string>;
  /** What the app keeps on this phone under a key. */
  kept(key: string): Promise<unknown>;
  /** Takes the network away, or gives it back. */
  setOnline(online: boolean): Promise<void>;
  /** Takes a picture of the page, where the run is asked for pictures. */
  shoot(name: string): Promise<void>;
  /** Ends the app; throws where a page was at fault. */
  close(): Promise<void>;
}

/** Everybody's phone, by the name of the persona. */
export type Phones = (person: string) => Promise<Phone>;
