import type { ContractShape, ResponseBody } from '@linzhang/shared/kernel/contract';
import type { Route } from '@linzhang/shared/kernel/endpoint';
import { asSignedIn, type Input } from '../request';
import { answerOf, type CallInput, urlOf } from '../send';
import type { PickedFile } from './pickFile';
import { transfer } from './transfer';

/** A file on its way to the server. */
export interface Upload<T> {
  /** The server's answer; fails with an ApiError. */
  done: Promise<T>;
  /** Ends it at once; `done` then fails. */
  cancel: () => void;
}

/** The function that sends a file to one endpoint as the signed-in person, typed by its contract. */
export function uploadEndpoint<C extends ContractShape>(route: Route) {
  return (input: Input<C>, file: PickedFile, onProgress: (share: number) => void): Upload<ResponseBody<C>> => {
    const url = urlOf(route, input as CallInput);
    let stop: () => void = () => undefined;
    const done = asSignedIn(async (token, traceId) => {
      const header = { 'X-Request-Id': traceId, Authorization: `Bearer ${token}` };
      const running = transfer({ url, header, file, onProgress });
      stop = running.stop;
      const { status, data } = await running.reply;
      return answerOf(status, data, traceId) as ResponseBody<C>;
    });
    return { done, cancel: () => stop() };
  };
}
