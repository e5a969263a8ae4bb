import type { CounterClaim, LookUp } from '@linzhang/shared/claims/redemptions.contract';
import { formatYuan, parseYuan } from '@linzhang/shared/kernel/money';
import { Text, View } from '@tarojs/components';
import { Card } from '../../components/display/Card';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Facts } from '../../components/display/Facts';
import { Initial } from '../../components/display/Initial';
import { Notice } from '../../components/display/Notice';
import { Ticket, type TicketFace } from '../../components/display/Ticket';
import { TextField } from '../../components/form/TextField';
import { Empty } from '../../components/screen/Empty';
import type { ApiError } from '../../lib/apiError';
import classes from './CounterClaims.module.scss';
import { billWith, claimNotes, tooSmallWords } from './counterWords';

/** What the cashier chose so far. */
export interface Choice {
  claimId: string | null;
  /** As typed, in yuan. */
  bill: string;
}

/** The chosen claim with its bill, once both are complete; null before. */
export function readyChoice(
  lookUp: LookUp,
  { claimId, bill }: Choice,
): { claim: CounterClaim; billFen: number | null } | null {
  const claim = lookUp.claims.find(({ id }) => id === claimId);
  if (!claim) return null;
  if (!claim.needsBill) return { claim, billFen: null };
  const billFen = parseYuan(bill);
  return billWith(claim.terms, billFen) ? { claim, billFen } : null;
}

interface CounterClaimsProps {
  lookUp: LookUp;
  choice: Choice;
  onChange: (choice: Choice) => void;
  error: ApiError | null;
  /** Draws the worth of a claim; the words for it belong to the offers. */
  faceOf: (terms: CounterClaim['terms']) => TicketFace;
}

/** A customer at the counter: the claims usable here, the bill, and what is to pay. */
export function CounterClaims({ lookUp, choice, onChange, error, faceOf }: CounterClaimsProps) {
  const { member, claims, by } = lookUp;
  const chosen = claims.find(({ id }) => id === choice.claimId);
  return (
    <>
      <Card>
        <View className={classes.member}>
          <Initial name={member.name ?? '客'} />
          <View>
            <Text className={classes.name}>{member.name ?? `会员 ${member.number}`}</Text>
            <Text className={classes.note}>{`${claims.length} 张可在这里使用`}</Text>
          </View>
        </View>
      </Card>
      {claims.length === 0 ? (
        <Empty
          icon="ticket"
          title="没有可用的券"
          text="这位客户没有能在这里使用的券。客户领到本店的券后，再扫一次就会显示。"
        />
      ) : null}
      {claims.map((claim) => (
        <Ticket
          key={claim.id}
          id={`claim-${claim.id}`}
          face={faceOf(claim.terms)}
          title={claim.name}
          notes={claimNotes(claim)}
          chosen={claim.id === choice.claimId}
          onTap={() => onChange({ ...choice, claimId: claim.id })}
        />
      ))}
      {chosen?.needsBill ? (
        <Bill claim={chosen} bill={choice.bill} onChange={(bill) => onChange({ ...choice, bill })} />
      ) : null}
      {chosen && by === 'claim_code' ? <Notice tone="sky" icon="info" text="还要请客户在手机上点一次确认" /> : null}
      <ErrorNotice error={error} />
    </>
  );
}

function Bill({ claim, bill, onChange }: { claim: CounterClaim; bill: string; onChange: (bill: string) => void }) {
  const billFen = parseYuan(bill);
  const sums = billWith(claim.terms, billFen);
  const wrong = bill !== '' && billFen === null ? '请输入数字，最多两位小数' : tooSmallWords(claim.terms, billFen);
  return (
    <>
      <TextField
        id="bill"
        label="账单金额（元）"
        keyboard="digit"
        code
        value={bill}
        onChange={(text) => onChange(text.replace(/[^\d.]/g, ''))}
        maxLength={11}
        {...(wrong ? { error: wrong } : {})}
      />
      {sums ? (
        <View>
          <Facts facts={[['优惠', `−${formatYuan(sums.offFen)} 元`]]} />
          <View className={classes.pay}>
            <Text>应收</Text>
            <Text id="to-pay" className={classes.sum}>{`${formatYuan(sums.payFen)} 元`}</Text>
          </View>
        </View>
      ) : null}
    </>
  );
}
