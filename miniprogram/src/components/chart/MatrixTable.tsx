import { Text, View } from '@tarojs/components';
import { accessible, pressable } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import classes from './MatrixTable.module.scss';

/** From one state to each of the others. */
export interface MatrixRow {
  id: string;
  label: string;
  /** How many the row is about: `106 人`. */
  note: string;
  /** Shares 0 to 1 in the order of the columns; null where nobody was in the row's state. */
  shares: readonly (number | null)[];
}

interface MatrixTableProps {
  /** What the table says, for a screen reader. */
  label: string;
  /** What the rows and the columns are: 期初, 期末. */
  corner: string;
  columns: readonly string[];
  rows: readonly MatrixRow[];
  /** Opens those who went from a row to a column, by the row's id and the column's place. */
  onOpen?: ((rowId: string, column: number) => void) | undefined;
}

/** The darkest shade, so that the figure on it stays readable. */
const DARKEST = 0.28;

/** Shares in rows and columns: each cell says its figure, the shade only helps; the diagonal is framed. */
export function MatrixTable({ label, corner, columns, rows, onOpen }: MatrixTableProps) {
  return (
    <View className={classes.table} {...accessible({ role: 'table', label })}>
      <View className={classes.row} {...accessible({ role: 'row' })}>
        <View className={classes.head} {...accessible({ role: 'columnheader' })}>
          <Text className={classes.note}>{corner}</Text>
        </View>
        {columns.map((column) => (
          <View key={column} className={classes.column} {...accessible({ role: 'columnheader' })}>
            <Text>{column}</Text>
          </View>
        ))}
      </View>
      {rows.map((row, at) => (
        <View key={row.id} className={classes.row} {...accessible({ role: 'row' })}>
          <View className={classes.head} {...accessible({ role: 'rowheader' })}>
            <Text className={classes.name}>{row.label}</Text>
            <Text className={classes.note}>{row.note}</Text>
          </View>
          {columns.map((column, index) => (
            <Cell
              key={column}
              share={row.shares[index] ?? null}
              same={index === at}
              said={`${row.label}到${column}`}
              onTap={onOpen ? () => onOpen(row.id, index) : undefined}
            />
          ))}
        </View>
      ))}
    </View>
  );
}

interface CellProps {
  share: number | null;
  /** On the diagonal. */
  same: boolean;
  /** From where to where, for a screen reader. */
  said: string;
  onTap: (() => void) | undefined;
}

function Cell({ share, same, said, onTap }: CellProps) {
  const text = percentIn(share);
  const press = share ? onTap : undefined;
  return (
    <View className={classesOf(classes.cell, same && classes.same)} {...accessible({ role: 'cell' })}>
      <View className={classes.shade} style={{ opacity: (share ?? 0) * DARKEST }} />
      <View
        className={classesOf(classes.share, !share && classes.none, press && classes.live)}
        {...(press ? pressable(press, { label: `${said}，${text}` }) : {})}
      >
        <Text>{text}</Text>
      </View>
    </View>
  );
}

/** `92%`; what is there but rounds to nothing says so. */
function percentIn(share: number | null): string {
  if (share === null) return '–';
  if (share > 0 && share < 0.005) return '<1%';
  return `${Math.round(share * 100)}%`;
}
