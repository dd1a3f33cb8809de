"""Results go before the approver, and come back approved or with a reason."""
