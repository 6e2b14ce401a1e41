/** Returns the spans and moments of a history: what was asked for, from its request to its answer. */
export function rows(history) {
  const open = new Map();
  const found = [];
  const span = (event, label, style) => {
    const row = {label, style, from: Date.parse(event.at)};
    open.set(event.id, row);
    found.push(row);
  };
  for (const event of history) {
    switch (event.type) {
      case 'TaskScheduled': span(event, event.name, ''); break;
      case 'SubOrchestrationCreated': span(event, event.name, 'child'); break;
      case 'TimerCreated': span(event, 'timer until ' + new Date(event.fireAt).toLocaleString(), 'wait'); break;
      default:
        if (event.taskId !== undefined && open.has(event.taskId)) {
          const row = open.get(event.taskId);
          row.to = Date.parse(event.at);
          row.style = /Failed$/.test(event.type) ? 'bad' : row.style;
        } else {
          found.push({
            label: moment(event), at: Date.parse(event.at), style: event.failure || /Terminated/.test(event.type) ? 'bad' : ''});
        }
    }
  }
  return found.filter(row => row.label);
}

function moment(event) {
  switch (event.type) {
    case 'ExecutionStarted': return 'started';
    case 'ExecutionCompleted': return 'ended: ' + String(event.status).toLowerCase();
    case 'EventRaised': return 'event ' + event.name;
    case 'EventSent': return 'event sent: ' + event.name;
    case 'TurnStarted': case 'TurnCompleted': return undefined;
    default: return event.type.replace(/^Execution/, '').toLowerCase();
  }
}
