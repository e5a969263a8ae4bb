import { isBroughtSet } from '@linzhang/shared/portfolio/counts.rules';
import { useState } from 'react';
import { DownloadButton } from '../../components/file/DownloadButton';
import { SearchField } from '../../components/form/SearchField';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { usePages } from '../../lib/usePages';
import { MemberFilter } from './MemberFilter';
import { MemberRow } from './MemberRow';
import { choiceWords, EVERYBODY, type MemberChoice, type MembersQuery, queryOf } from './memberQuery';
import { SET_WORDS } from './memberWords';
import { exportPortfolioMembers, listPortfolioMembers } from './portfolio.api';

interface MemberListProps {
  /** Whose members, and behind which number. */
  about: Omit<MembersQuery, 'order'>;
  /** What is chosen at first. */
  startWith?: Partial<MemberChoice>;
  /** A branch's list names who serves each. */
  withOwner: boolean;
  /** Changes when the list must be read again. */
  version: number;
  onOpen: (memberId: string) => void;
}

/** Members, with search, filters and a sheet to take away. */
export function MemberList({ about, startWith, withOwner, version, onOpen }: MemberListProps) {
  const [choice, setChoice] = useState<MemberChoice>({ ...EVERYBODY, ...startWith });
  const [search, setSearch] = useState('');
  const query = queryOf(about, choice, search);
  const pages = usePages(
    (cursor) => listPortfolioMembers({ query: { ...query, cursor } }),
    `${JSON.stringify(query)}|${version}`,
  );
  const narrowed = search !== '' || choiceWords(choice) !== null;
  return (
    <>
      <SearchField label="搜索姓名或客户号" onSearch={setSearch} />
      <MemberFilter
        choice={choice}
        onChange={setChoice}
        ordered={about.set === undefined || !isBroughtSet(about.set)}
      />
      <PagedList pages={pages} keyOf={({ memberId }) => memberId} empty={<Nobody narrowed={narrowed} about={about} />}>
        {(member) => (
          <MemberRow member={member} set={about.set} withOwner={withOwner} onTap={() => onOpen(member.memberId)} />
        )}
      </PagedList>
      {pages.items && pages.items.length > 0 ? (
        <DownloadButton id="export-members" read={() => exportPortfolioMembers({ query })}>
          导出这份名单
        </DownloadButton>
      ) : null}
    </>
  );
}

function Nobody({ narrowed, about }: { narrowed: boolean; about: MemberListProps['about'] }) {
  if (narrowed) return <Empty icon="search" title="没有符合的客户" text="换个姓名或客户号，或清除筛选再看。" />;
  if (about.set) {
    const { title, text } = SET_WORDS[about.set];
    return <Empty icon="people" title={`没有${title}`} text={`这里会列出${text}。`} />;
  }
  return <Empty icon="people" title="还没有客户" text="客户扫渠道码加入，或按资产名单分配后，会出现在这里。" />;
}
