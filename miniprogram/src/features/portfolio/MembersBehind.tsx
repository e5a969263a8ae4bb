import { MEMBER_SETS, type MemberSet } from '@linzhang/shared/portfolio/counts.rules';
import { Text } from '@tarojs/components';
import { useState } from 'react';
import { Tabs } from '../../components/action/Tabs';
import { MemberList } from './MemberList';
import classes from './MembersBehind.module.scss';
import type { MembersQuery } from './memberQuery';
import { SET_SHORT, SET_TABS, SET_WORDS } from './memberWords';

/** The set that an address names; undefined where it names none. */
export function setIn(text: string): MemberSet | undefined {
  return MEMBER_SETS.find((set) => set === text);
}

interface MembersBehindProps {
  about: Omit<MembersQuery, 'order'>;
  set: MemberSet;
  withOwner: boolean;
  version: number;
  onOpen: (memberId: string) => void;
}

/** The members behind a number: those above its line, and those it is a share of. */
export function MembersBehind({ about, set, withOwner, version, onOpen }: MembersBehindProps) {
  const [shown, setShown] = useState<MemberSet>(set);
  const others = SET_TABS[set];
  const options = others.map((value) => ({ value, text: SET_SHORT[value] }));
  return (
    <>
      {options.length > 1 ? <Tabs label="哪些客户" options={options} value={shown} onChange={setShown} /> : null}
      <Text className={classes.text}>{SET_WORDS[shown].text}</Text>
      <MemberList
        key={shown}
        about={{ ...about, set: shown }}
        withOwner={withOwner}
        version={version}
        onOpen={onOpen}
      />
    </>
  );
}
