console.log("late");
queueMicrotask(() => console.log("job of late"));
