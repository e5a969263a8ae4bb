import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { idOf, pressable } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import { areFacts, keptTogether } from '../../lib/lineBreaks';
import type { IconName } from '../icon/drawings';
import { Icon } from '../icon/Icon';
import classes from './Ticket.module.scss';

/** What stands on the coloured part of a ticket. */
export interface TicketFace {
  tone: 'seal' | 'gold' | 'jade';
  /** The largest thing: an amount, a rate; null shows the icon. */
  figure: string | null;
  /** Before the figure: ¥. */
  sign?: string;
  /** Behind the figure: 折. */
  unit?: string;
  icon?: IconName;
  caption: string;
}

interface TicketProps {
  face: TicketFace;
  title: string;
  /** Lines below the title. */
  notes: readonly string[];
  /** What must not be missed, with a clock: 今天 18:00 到期. */
  urgent?: string | null;
  /** Used, expired: no longer worth its colour. */
  faded?: boolean;
  /** The one chosen among several. */
  chosen?: boolean;
  /** Progress, a button: below the words. */
  children?: ReactNode;
  id?: string;
  onTap?: () => void;
}

/** A ticket as one tears it off: its worth on a coloured stub, the words beside it. */
export function Ticket({ face, title, notes, urgent, faded, chosen, children, id, onTap }: TicketProps) {
  return (
    <View
      {...idOf(id)}
      className={classesOf(classes.ticket, faded && classes.faded, chosen && classes.chosen, onTap && classes.live)}
      {...pressable(onTap, onTap && chosen !== undefined ? { pressed: chosen } : {})}
    >
      <View className={classesOf(classes.stub, classes[face.tone])}>
        <Worth face={face} />
        <Text className={classes.caption}>{face.caption}</Text>
      </View>
      <View className={classes.words}>
        <Text className={classes.title}>{title}</Text>
        {notes.map((note) => (
          <Text key={note} className={classesOf(classes.note, areFacts(note) && classes.facts)}>
            {keptTogether(note)}
          </Text>
        ))}
        {urgent ? (
          <View className={classes.urgent}>
            <Icon name="clock" size={14} />
            <Text>{urgent}</Text>
          </View>
        ) : null}
        {children}
      </View>
    </View>
  );
}

function Worth({ face }: { face: TicketFace }) {
  if (face.figure === null) return <Icon name={face.icon ?? 'gift'} size={30} />;
  return (
    <View className={classes.worth}>
      {face.sign ? <Text className={classes.sign}>{face.sign}</Text> : null}
      <Text className={classesOf(classes.figure, face.figure.length > 3 && classes.long)}>{face.figure}</Text>
      {face.unit ? <Text className={classes.sign}>{face.unit}</Text> : null}
    </View>
  );
}
