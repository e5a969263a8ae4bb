import { useRouter } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../../components/action/Button';
import { useScanner } from '../../../components/scan/useScanner';
import { type Choice, CounterClaims, readyChoice } from '../../../features/claims/CounterClaims';
import { CounterStart } from '../../../features/claims/CounterStart';
import { isGoods } from '../../../features/claims/counterWords';
import { RedemptionResult } from '../../../features/claims/RedemptionResult';
import { TypedCode } from '../../../features/claims/TypedCode';
import { type Counter, useCounter } from '../../../features/claims/useCounter';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { faceOf } from '../../../features/offers/offerFace';
import { decoded, openPage } from '../../../lib/navigation';
import { workPages } from '../../../paths';

const NOTHING: Choice = { claimId: null, bill: '' };

/** Redeeming at a counter: scan, pick, amount, confirm. With `claimCode` the first step is done already. */
export default function RedeemPage() {
  const { params } = useRouter();
  const counter = useCounter(decoded(params['boothId']) || null);
  const [choice, setChoice] = useState(NOTHING);
  const [typing, setTyping] = useState(false);
  const scanner = useScanner('扫客户的核销码');
  const find = async (asked: Parameters<Counter['find']>[0]) => {
    setTyping(false);
    setChoice(NOTHING);
    await counter.find(asked);
  };
  const scan = async () => {
    const code = await scanner.scan();
    if (code) await find({ code });
  };
  useGivenCode(decoded(params['claimCode']), (claimCode) => void find({ claimCode }));
  usePickOnly(counter, setChoice);
  const overlay = (
    <>
      {scanner.sheet}
      {typing ? <TypedCode onCode={(claimCode) => find({ claimCode })} onClose={() => setTyping(false)} /> : null}
    </>
  );
  return (
    <WorkScreen
      id="redeem-page"
      needs="openWork"
      overlay={overlay}
      footer={<Footer counter={counter} choice={choice} onScan={scan} onNext={() => setChoice(NOTHING)} />}
    >
      {() => <Content counter={counter} choice={choice} onChange={setChoice} onType={() => setTyping(true)} />}
    </WorkScreen>
  );
}

interface ContentProps {
  counter: Counter;
  choice: Choice;
  onChange: (choice: Choice) => void;
  onType: () => void;
}

/** Nobody yet, a customer's claims, or what became of the redemption. */
function Content({ counter, choice, onChange, onType }: ContentProps) {
  const { lookUp, redemption, refusal, redeeming } = counter;
  if (redemption) return <RedemptionResult redemption={redemption} onNews={counter.follow} />;
  if (!lookUp)
    return <CounterStart refusal={refusal} onType={onType} onToday={() => openPage(workPages.redemptions)} />;
  return <CounterClaims lookUp={lookUp} choice={choice} onChange={onChange} error={redeeming.error} faceOf={faceOf} />;
}

/** Looks up a code that the page was opened with, once. */
function useGivenCode(claimCode: string, find: (claimCode: string) => void): void {
  const latest = useRef(find);
  latest.current = find;
  useEffect(() => {
    if (claimCode) latest.current(claimCode);
  }, [claimCode]);
}

/** Where there is one claim only, nobody has to pick it. */
function usePickOnly({ lookUp }: Counter, pick: (choice: Choice) => void): void {
  const latest = useRef(pick);
  latest.current = pick;
  useEffect(() => {
    const [only, ...others] = lookUp?.claims ?? [];
    if (only && others.length === 0) latest.current({ claimId: only.id, bill: '' });
  }, [lookUp]);
}

interface FooterProps {
  counter: Counter;
  choice: Choice;
  onScan: () => unknown;
  onNext: () => void;
}

/** The one step that comes next. */
function Footer({ counter, choice, onScan, onNext }: FooterProps) {
  const { lookUp, redemption, redeeming, looking } = counter;
  const leave = () => {
    counter.next();
    onNext();
  };
  if (redemption?.state === 'waiting') {
    return (
      <Button kind="ghost" onTap={leave}>
        不等了，下一位
      </Button>
    );
  }
  if (redemption || lookUp?.claims.length === 0 || !lookUp) {
    return (
      <Button id="scan" size="big" icon="scan" busy={looking} busyText="正在查券…" onTap={onScan}>
        扫客户核销码
      </Button>
    );
  }
  const ready = readyChoice(lookUp, choice);
  const confirm = () => (ready ? redeeming.submit({ claimId: ready.claim.id, billFen: ready.billFen }) : null);
  return (
    <>
      <Button kind="ghost" onTap={leave}>
        取消
      </Button>
      <Button id="confirm-redeem" disabled={!ready} busy={redeeming.busy} busyText="正在核销…" onTap={confirm}>
        {ready && isGoods(ready.claim.terms) ? '确认发放' : '确认核销'}
      </Button>
    </>
  );
}
