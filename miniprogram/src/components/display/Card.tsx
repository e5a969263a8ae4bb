import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { idOf, pressable } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import classes from './Card.module.scss';

interface CardProps {
  children: ReactNode;
  /** Rows reach the edges; anything else has room around it. */
  flush?: boolean;
  tone?: 'plain' | 'seal' | 'jade' | 'amber' | 'sky' | 'gold';
  id?: string;
  onTap?: () => void;
}

/** A surface with an edge. */
export function Card({ children, flush, tone = 'plain', id, onTap }: CardProps) {
  const name = classesOf(classes.card, !flush && classes.roomy, classes[tone], onTap && classes.live);
  return (
    <View {...idOf(id)} className={name} {...pressable(onTap)}>
      {children}
    </View>
  );
}
