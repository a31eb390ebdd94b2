import { isDomainError } from '#domain/errors.ts'
import { confirm, report } from './answer-order.ts'
import { askSignOut } from './ask-sign-out.ts'
import { enter, fetchToken, link } from './come-in.ts'
import { administer, decide } from './decide.ts'
import type { Operation } from './operation.ts'
import { InjectedFault, type World } from './world.ts'

/** Does one thing as its actor would. A refusal by the product is part of the history; any other error is a failure. */
export async function perform(world: World, op: Operation): Promise<void> {
  try {
    await act(world, op)
  } catch (error) {
    if (!isDomainError(error) && !(error instanceof InjectedFault)) throw error
    if (isDomainError(error) && (error.code === 'internal' || error.code === 'unavailable')) throw error
  }
}

async function act(world: World, op: Operation): Promise<void> {
  switch (op.do) {
    case 'sign-in':
      return enter(world, op)
    case 'link':
      return link(world, op)
    case 'sign-out':
      return askSignOut(world, op)
    case 'confirm':
      return confirm(world, op)
    case 'received':
    case 'progress':
    case 'not-now':
      return report(world, op.do, op.target)
    case 'approve':
    case 'decline':
    case 'retry':
    case 'remind':
      return decide(world, op)
    case 'fetch': {
      const pending = world.journal.unfetched.shift()
      return pending && fetchToken(world, pending)
    }
    case 'wait':
      return world.clock.advance(op.ms)
    case 'fault':
      world.faults = 1
      return
    default:
      return administer(world, op)
  }
}
